"""What the buyer paid for what, and what of it goes back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from saleor.discount import VoucherType
from saleor.order.models import OrderLine

from plugins.kernel.money import FEN_PER_YUAN
from plugins.orders.errors import OrderNotFound
from plugins.orders.models import LineCost, PlacedOrder, RefundShare
from plugins.orders.rules.amounts import Gross, Shares, shares


@dataclass(frozen=True)
class LineAmount:
    """A line of an order and what the buyer really paid for it, after vouchers."""

    line_id: int
    product_id: int | None
    name: str
    quantity: int
    paid_fen: int


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


def order_amounts(*, order_id: int) -> OrderAmounts:
    """Return what the buyer paid for each line and for shipping: kept, or worked out.

    Raises:
        OrderNotFound: the engine's order was not placed by a buyer.
    """
    placed = PlacedOrder.objects.select_related("order__voucher").filter(order_id=order_id).first()
    if placed is None:
        raise OrderNotFound()
    lines = list(placed.order.lines.select_related("variant__product").order_by("pk"))
    kept = dict(
        LineCost.objects.filter(order_line__order=order_id).values_list("order_line_id", "paid_fen")
    )
    paid = tuple(kept[line.pk] for line in lines) if kept else _worked_out(placed, lines).lines
    return OrderAmounts(
        lines=tuple(_line_amount(line, fen) for line, fen in zip(lines, paid, strict=True)),
        shipping_fen=placed.total_fen - sum(paid),
    )


def _line_amount(line: OrderLine, paid_fen: int) -> LineAmount:
    return LineAmount(
        line_id=line.pk,
        product_id=line.variant.product_id if line.variant else None,
        name=f"{line.product_name} {line.variant_name}".strip(),
        quantity=line.quantity,
        paid_fen=paid_fen,
    )


def _worked_out(placed: PlacedOrder, lines: list[OrderLine]) -> Shares:
    order = placed.order
    covered = _covered(order.voucher, lines)
    return shares(
        lines=[
            Gross(
                fen=_fen(line.unit_price_gross_amount * line.quantity),
                is_discounted=line.pk in covered,
            )
            for line in lines
        ],
        shipping_fen=_fen(order.shipping_price_gross_amount),
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


def _fen(yuan: Decimal) -> int:
    """Round to whole fen: a unit price may be a share of a discounted line."""
    return int((yuan * FEN_PER_YUAN).quantize(Decimal(1), rounding=ROUND_HALF_UP))


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
