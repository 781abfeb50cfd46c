"""How goods come onto the shelf, leave it in parcels, and are settled: page by page."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Page

from tests.e2e.browsing import Visits, act, downloaded, from_menu


@dataclass(frozen=True)
class Size:
    """A row of the page of sizes and prices."""

    name: str
    net_content: str
    weight: str
    price: str
    stock: str


def photograph() -> dict[str, object]:
    """A picture as a phone would send it."""
    out = io.BytesIO()
    Image.radial_gradient("L").resize((1200, 900)).convert("RGB").save(out, format="JPEG")
    return {"name": "pear.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def submit_goods(
    visits: Visits, owner: str, *, name: str, sizes: tuple[Size, ...], label: dict[str, str]
) -> None:
    """Fill the form in, page by page, and send it to the office."""
    with visits.of(owner, "enterprise") as page:
        from_menu(page, "商品")
        page.get_by_role("button", name="新增商品").wait_for()
        visits.seen(page, "goods-empty")
        page.get_by_role("button", name="新增商品").click()
        _basics(page, name)
        visits.seen(page, "goods-basics")
        page.get_by_role("button", name="保存，下一步").click()
        for number, size in enumerate(sizes, start=1):
            _size(page, number, size)
            page.get_by_role("button", name="保存草稿").click()
            page.locator(f"#name-{number + 1}").wait_for()
        visits.seen(page, "goods-variants")
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_label("添加图片").set_input_files(files=[photograph()])  # type: ignore[list-item]
        page.get_by_role("button", name="保存草稿").click()
        page.get_by_role("img", name="图片 1").wait_for()
        visits.seen(page, "goods-pictures")
        page.get_by_role("button", name="保存，下一步").click()
        for words, text in label.items():
            page.get_by_label(words, exact=True).fill(text)
        page.get_by_label("承诺依据").select_option(label="自我检测")
        visits.seen(page, "goods-label")
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_role("button", name="提交品牌办审核").wait_for()
        visits.seen(page, "goods-preview")
        page.get_by_role("button", name="提交品牌办审核").click()
        page.get_by_text("已提交品牌办审核").wait_for()


def _basics(page: Page, name: str) -> None:
    """The trade's own questions come once the category is kept."""
    page.get_by_label("品名").fill(name)
    page.get_by_label("品类").select_option(label="鲜果")
    page.get_by_label("分类").select_option(label="鲜果 · 桃与梨")
    page.get_by_label("介绍").fill(
        "保安湖畔沙壤地里的翠冠梨，皮薄水多，七月底起分批采收，每箱附采收日期。"
    )
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_label("储存方式").select_option(label="阴凉保鲜")
    page.get_by_label("配送方式").select_option(label="普通快递")


def _size(page: Page, number: int, size: Size) -> None:
    for field, value in (
        ("name", size.name),
        ("net", size.net_content),
        ("weight", size.weight),
        ("price", size.price),
        ("stock", size.stock),
    ):
        page.locator(f"#{field}-{number}").fill(value)


def approve_goods(visits: Visits, clerk: str, *, name: str) -> None:
    with visits.of(clerk) as page:
        visits.seen(page, "office-first")
        page.get_by_role("link", name="待审核商品").click()
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name="经过").wait_for()
        visits.seen(page, "office-goods")
        act(page, "开始审核", "确认")
        act(page, "通过", "通过并写入商品")


def set_rate(visits: Visits, finance: str, *, percent: str, day: str) -> None:
    """The first commission rate of a shop that has none."""
    with visits.of(finance) as page:
        from_menu(page, "佣金比例")
        page.get_by_role("link", name="设置新比例").click()
        page.get_by_label("生效日期").fill(day)
        page.get_by_label("比例（%）").fill(percent)
        page.get_by_role("button", name="设置", exact=True).click()
        page.get_by_text("新的佣金比例已设置").wait_for()
        visits.seen(page, "office-rates")


def ship(visits: Visits, owner: str, *, number: str, tracking: str) -> None:
    """Find the order, print what to fetch and where it goes, and send it."""
    with visits.of(owner, "enterprise") as page:
        page.get_by_role("link", name="待发货").click()
        page.get_by_label(f"选择订单 {number}").wait_for()
        visits.seen(page, "orders")
        page.get_by_label(f"选择订单 {number}").check()
        page.get_by_role("button", name="所选的拣货单").click()
        page.get_by_text(f"订单：{number}").wait_for()
        visits.seen(page, "pick-list")
        page.get_by_role("link", name="返回订单").click()
        page.get_by_role("link", name=number).first.click()
        page.get_by_role("button", name="查看并打印面单").wait_for()
        visits.seen(page, "order-to-ship")
        page.get_by_role("button", name="查看并打印面单").click()
        page.get_by_text("李晓梅").first.wait_for()  # everywhere else she is masked
        visits.seen(page, "waybill")
        page.get_by_role("link", name="返回订单").click()
        page.get_by_role("link", name="发货", exact=True).click()
        page.get_by_label("配送方式").select_option(label="快递")
        page.get_by_label("快递公司").select_option(label="中通快递")
        page.get_by_label("运单号").fill(tracking)
        visits.seen(page, "ship")
        page.get_by_role("button", name="发货", exact=True).click()
        page.get_by_text("已发货。").wait_for()
        visits.seen(page, "order-shipped")


def confirm_statement(visits: Visits, owner: str) -> tuple[bytes, bytes]:
    """Read the statement, take both files along, and agree; return PDF and workbook."""
    with visits.of(owner, "enterprise") as page:
        page.get_by_role("link", name="结算单待确认").click()
        page.get_by_role("button", name="金额无误，确认").wait_for()
        visits.seen(page, "statement")
        files = downloaded(page, "下载 PDF"), downloaded(page, "下载明细表")
        page.get_by_role("button", name="金额无误，确认").click()
        page.get_by_text("已确认").first.wait_for()
        return files


def pay_out(visits: Visits, finance: str, *, enterprise: str, reference: str) -> None:
    with visits.of(finance) as page:
        page.get_by_role("link", name="待付结算款").click()
        page.get_by_role("link", name=enterprise).click()
        page.get_by_role("heading", name="经过").wait_for()
        visits.seen(page, "office-statement")
        act(page, "登记付款", "登记", 银行流水号=reference)
        page.get_by_text("已登记付款。").wait_for()


def is_settled(visits: Visits, owner: str, *, reference: str) -> None:
    with visits.of(owner, "enterprise") as page:
        from_menu(page, "结算")
        page.get_by_text("已结清").first.wait_for()
        visits.seen(page, "settlement")
        page.get_by_role("link", name=" 至 ").first.click()
        page.get_by_text(reference).first.wait_for()
