"""Goods to and from a workbook."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from brand_theme.console.public import enterprise_page
from plugins.listings.errors import WorkbookInvalid
from plugins.listings.goods_sheet import HEADINGS, NAME
from plugins.listings.models import Listing
from plugins.listings.rules.labels import ITEM_TEXT, LabelItem
from plugins.listings.selectors.sales import sales_rows
from plugins.listings.selectors.vocabulary import categories, goods_classes, packages
from plugins.listings.services.goods_import import (
    PRICE,
    SALES_HEADINGS,
    SKU,
    STOCK,
    WAREHOUSE,
    ImportReport,
    goods_import,
    sales_import,
)
from plugins.listings.workbook import XLSX, sheet_read, sheet_write
from plugins.marketplace.public import MemberActor, Role, member_page


@member_page(Role.GOODS)
def transfer(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """Upload goods or prices and stocks; what is wrong is named cell by cell."""
    report, kind = None, request.POST.get("kind", "")
    if request.method == "POST":
        report = _imported(request, actor, kind)
        if report.is_written and report.changed:
            what = "份草稿已建好，补上图片后逐个提交" if kind == "goods" else "项价格、库存已更新"
            messages.success(request, f"{report.changed} {what}。")
    context = {"report": report, "kind": kind}
    return enterprise_page(request, "listings/transfer.html", context, title="表格导入导出")


def _imported(request: HttpRequest, actor: MemberActor, kind: str) -> ImportReport:
    """Raises:
    WorkbookInvalid: there is nothing to read.
    """
    file = request.FILES.get("file")
    if file is None:
        raise WorkbookInvalid(field="file", cause_zh="没有选择文件", cause_en="no file was chosen")
    only_good = request.POST.get("only_good") == "yes"
    if kind == "goods":
        rows = sheet_read(file, size=file.size or 0, headings=[NAME])
        return goods_import(actor=actor, rows=rows, only_good=only_good, now=timezone.now())
    rows = sheet_read(file, size=file.size or 0, headings=[SKU, WAREHOUSE, PRICE, STOCK])
    return sales_import(actor=actor, rows=rows, only_good=only_good)


@require_GET
@member_page(Role.GOODS)
def template(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """The empty workbook, with an example and the closed lists."""
    example = {
        NAME: "沼山白桃",
        "品类": "鲜果",
        "分类": "桃与梨",
        "介绍": "沼山村六月采摘的白桃，一个个挑过再装箱，放到果肉微软时香气更足。",
        "规格名称": "5斤装",
        "净含量": "2.5kg(5斤)",
        "毛重kg": "2.9",
        "价格": "49.90",
        "库存": "100",
        **{
            ITEM_TEXT[item].zh: ITEM_TEXT[item].example
            for item in (LabelItem.ORIGIN, LabelItem.DATE)
        },
    }
    notes = [
        "一行一个规格；同一商品的其余规格写在下面各行，品名留空或写得一样。",
        "图片不在表格里：导入后成为草稿，打开补图片再提交审核。",
        "品类：" + "、".join(name for _, name in goods_classes()),
        "分类：" + "、".join(name for _, name in categories()),
        "包装：" + "、".join(name for _, name in packages()),
        "第一行下面的示例请改成自己的商品，或删掉。",
    ]
    rows = [[example.get(heading, "") for heading in HEADINGS]]
    data = sheet_write(title="商品", headings=HEADINGS, rows=rows, notes=notes)
    return _file(data, "goods-template.xlsx")


@require_GET
@member_page(Role.GOODS)
def export(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """Live goods with prices and stocks; the same file can be changed and uploaded."""
    listings = Listing.objects.filter(
        enterprise_id=actor.enterprise_id, product__isnull=False
    ).select_related("product")
    rows = [
        [
            row.sku,
            listing.product.name,
            row.name,
            stock.warehouse,
            f"{row.price:.2f}",
            stock.quantity,
            f"{row.price:.2f}",
            stock.quantity,
        ]
        for listing in listings
        if listing.product
        for row in sales_rows(listing.product)
        for stock in row.stocks
    ]
    data = sheet_write(title="价格库存", headings=SALES_HEADINGS, rows=rows)
    return _file(data, f"goods-{timezone.localdate():%Y%m%d}.xlsx")


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
