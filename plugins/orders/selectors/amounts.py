"""What the buyer paid for what, and what of it goes back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from saleor.discount import VoucherType
from saleor.order.models import OrderLine

from plugins.orders.discounts import Off, Taken, whole_fen
from plugins.orders.errors import OrderNotFound
from plugins.orders.models import LineCost, PlacedOrder, RefundShare
from plugins.orders.rules.amounts import Gross, Shares, shares


@dataclass(frozen=True)
class LineAmount:
    """A line of an order and what the buyer really paid for it, after vouchers.

    Attributes:
        saved_fen: what a coupon took off it.
        subsidy_fen: what of that the platform bears and owes the enterprise.
    """

    line_id: int
    product_id: int | None
    name: str
    quantity: int
    paid_fen: int
    saved_fen: int = 0
    subsidy_fen: int = 0


@dataclass(frozen=True)
class OrderAmounts:
    """What an order's total was paid for, to the fen."""

    lines: tuple[LineAmount, ...]
    shipping_fen: int

    @property
    def total_fen(self) -> int:
        return sum(line.paid_fen for line in self.lines) + self.shipping_fen


@dataclass(frozen=True)
class NamedRefund:
    """A promised refund that says what it is for; money in fen."""

    key: str
    lines: dict[int, int]
    shipping_fen: int


def order_amounts(*, order_id: int, taken: Taken | None = None) -> OrderAmounts:
    """Return what the buyer paid for each line and for shipping: kept, or worked out.

    `taken` is the discount that the order is being placed with.

    Raises:
        OrderNotFound: the engine's order was not placed by a buyer.
    """
    placed = PlacedOrder.objects.select_related("order__voucher").filter(order_id=order_id).first()
    if placed is None:
        raise OrderNotFound()
    lines = list(placed.order.lines.select_related("variant__product").order_by("pk"))
    kept = {cost.order_line_id: cost for cost in LineCost.objects.filter(order_line__in=lines)}
    if kept:
        paid = tuple(kept[line.pk].paid_fen for line in lines)
        offs = [Off(kept[line.pk].saved_fen, kept[line.pk].subsidy_fen) for line in lines]
    else:
        given = taken.offs if taken is not None else {}
        offs = [given.get(line.variant_id, Off()) for line in lines]
        paid = _worked_out(placed, lines, offs).lines
    return OrderAmounts(
        lines=tuple(_line_amount(*each) for each in zip(lines, paid, offs, strict=True)),
        shipping_fen=placed.total_fen - sum(paid),
    )


def saved_fen(*, order_id: int) -> int:
    """Return what a coupon took off an order."""
    costs = LineCost.objects.filter(order_line__order=order_id)
    return costs.aggregate(fen=Sum("saved_fen"))["fen"] or 0


def _line_amount(line: OrderLine, paid_fen: int, off: Off) -> LineAmount:
    return LineAmount(
        line_id=line.pk,
        product_id=line.variant.product_id if line.variant else None,
        name=f"{line.product_name} {line.variant_name}".strip(),
        quantity=line.quantity,
        paid_fen=paid_fen,
        saved_fen=off.saved_fen,
        subsidy_fen=off.subsidy_fen,
    )


def _worked_out(placed: PlacedOrder, lines: list[OrderLine], offs: list[Off]) -> Shares:
    """A coupon says itself what it took off which line; an engine's voucher is spread."""
    order = placed.order
    covered = _covered(order.voucher, lines)
    return shares(
        lines=[
            Gross(
                fen=whole_fen(line.unit_price_gross_amount * line.quantity) - off.saved_fen,
                is_discounted=line.pk in covered,
            )
            for line, off in zip(lines, offs, strict=True)
        ],
        shipping_fen=whole_fen(order.shipping_price_gross_amount),
        total_fen=placed.total_fen,
        is_discount_on_shipping=order.voucher is not None
        and order.voucher.type == VoucherType.SHIPPING,
    )


def _covered(voucher: Any, lines: list[OrderLine]) -> set[int]:
    """Return the lines that a voucher was given for; all, unless it names goods."""
    everything = {line.pk for line in lines}
    if voucher is None or voucher.type != VoucherType.SPECIFIC_PRODUCT:
        return everything
    products = set(voucher.products.values_list("pk", flat=True))
    categories = set(voucher.categories.values_list("pk", flat=True))
    collections = set(voucher.collections.values_list("pk", flat=True))
    named = set()
    for line in lines:
        product = line.variant.product if line.variant else None
        if product is not None and (
            product.pk in products
            or product.category_id in categories
            or product.collections.filter(pk__in=collections).exists()
        ):
            named.add(line.pk)
    return named or everything


def refunds_named(*, order_id: int) -> list[NamedRefund]:
    """Return the promised refunds of an order that say what they are for, oldest first."""
    found: dict[str, dict[int | None, int]] = defaultdict(dict)
    for share in RefundShare.objects.filter(order=order_id).order_by("pk"):
        found[share.key][share.order_line_id] = share.fen
    return [
        NamedRefund(
            key=key,
            lines={line: fen for line, fen in named.items() if line is not None},
            shipping_fen=named.get(None, 0),
        )
        for key, named in found.items()
    ]
