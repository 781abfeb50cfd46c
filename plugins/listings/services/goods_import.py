"""Bring goods in from a workbook, as drafts, and prices and stocks of live goods at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from saleor.warehouse.models import Stock

from plugins.kernel.errors import DomainError
from plugins.listings.errors import RowUnknown
from plugins.listings.goods_sheet import RowProblem, goods_from
from plugins.listings.models import Listing
from plugins.listings.selectors.live_content import price_of
from plugins.listings.services.sales_change import PriceChange, StockChange, sales_change
from plugins.listings.services.submission_start import listing_draft
from plugins.listings.workbook import SheetRow
from plugins.marketplace.public import MemberActor, Role


@dataclass
class ImportReport:
    """What came of it. `is_written` is False when nothing was changed."""

    good: int = 0
    changed: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    is_written: bool = True


class _NothingWritten(Exception):
    """Rolls back: a row was wrong and the good ones were not asked for."""


def goods_import(
    *, actor: MemberActor, rows: Sequence[SheetRow], only_good: bool, now: datetime
) -> ImportReport:
    """Make a draft of every good in the rows. All of them or none, unless `only_good`.

    Raises:
        RoleMissing
    """
    actor.require(Role.GOODS)

    def write(report: ImportReport) -> None:
        for goods in goods_from(rows):
            if goods.content is None:
                report.problems += goods.problems
                continue
            try:
                with transaction.atomic():
                    listing_draft(actor=actor, now=now, content=goods.content)
            except DomainError as error:
                report.problems.append(
                    RowProblem(goods.first, "品名", error.message_zh, error.message_en)
                )
            else:
                report.good += 1
                report.changed += 1

    return _all_or_good(write, only_good=only_good)


SKU, WAREHOUSE, PRICE, STOCK = "货号", "仓库", "价格", "库存"
SEEN_PRICE, SEEN_STOCK = "导出时价格", "导出时库存"
SALES_HEADINGS = [SKU, "商品", "规格", WAREHOUSE, PRICE, STOCK, SEEN_PRICE, SEEN_STOCK]


def sales_import(*, actor: MemberActor, rows: Sequence[SheetRow], only_good: bool) -> ImportReport:
    """Change prices and stocks row by row. All of them or none, unless `only_good`.

    A figure that changed since the workbook was exported is not written over.

    Raises:
        RoleMissing
    """
    actor.require(Role.GOODS)

    def write(report: ImportReport) -> None:
        for row in rows:
            try:
                with transaction.atomic():
                    report.changed += _sales_row(actor, row)
            except DomainError as error:
                column = {"price": PRICE, "stock": STOCK}.get(
                    (error.field or "").split("_")[0], SKU
                )
                report.problems.append(
                    RowProblem(row.number, column, error.message_zh, error.message_en)
                )
            else:
                report.good += 1

    return _all_or_good(write, only_good=only_good)


def _sales_row(actor: MemberActor, row: SheetRow) -> int:
    """Raises:
    RowUnknown: no live variant of the enterprise's has this SKU there.
    """
    found = (
        Stock.objects.filter(
            product_variant__sku=row.cells.get(SKU, ""),
            product_variant__product__listing__enterprise_id=actor.enterprise_id,
            warehouse__name=row.cells.get(WAREHOUSE, ""),
        )
        .select_related("product_variant__product")
        .first()
    )
    if found is None:
        raise RowUnknown(sku=row.cells.get(SKU, ""), warehouse=row.cells.get(WAREHOUSE, ""))
    variant = found.product_variant
    listing = Listing.objects.get(product=variant.product)
    present = f"{price_of(variant, variant.product):.2f}"
    prices, stocks = [], []
    if price := row.cells.get(PRICE, ""):
        prices = [PriceChange(variant.pk, row.cells.get(SEEN_PRICE) or present, price)]
    if stock := row.cells.get(STOCK, ""):
        stocks = [StockChange(found.pk, row.cells.get(SEEN_STOCK) or str(found.quantity), stock)]
    return sales_change(actor=actor, listing_id=listing.pk, prices=prices, stocks=stocks)


def _all_or_good(write: Callable[[ImportReport], None], *, only_good: bool) -> ImportReport:
    report = ImportReport()
    try:
        with transaction.atomic():
            write(report)
            if report.problems and not only_good:
                raise _NothingWritten
    except _NothingWritten:
        report.is_written, report.changed = False, 0
    return report
