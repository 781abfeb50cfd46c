"""What orders ask of the capability that takes something off a checkout: coupons.

Amounts are fen; goods are named by the id of their variant. A discount lowers goods
alone, never delivery, and says of each fen who bears it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol
from uuid import UUID

from django.utils.module_loading import import_string
from saleor.checkout.calculations import checkout_line_total

from plugins.kernel import audit
from plugins.kernel.money import FEN_PER_YUAN
from plugins.kernel.registry import capabilities
from plugins.orders.models import PlacedOrder


@dataclass(frozen=True)
class PricedGoods:
    """Goods of a checkout at their price before any discount."""

    product_id: int
    fen: int


@dataclass(frozen=True)
class Off:
    """What a discount takes off some goods.

    Attributes:
        subsidy_fen: what of it the platform pays to their enterprise in the buyer's stead;
            the rest is the enterprise's own gift.
    """

    saved_fen: int = 0
    subsidy_fen: int = 0


@dataclass(frozen=True)
class Taken:
    """A discount that an order is being placed with; `key` is its provider's own."""

    key: int
    offs: Mapping[int, Off] = field(default_factory=dict)

    @property
    def saved_fen(self) -> int:
        return sum(off.saved_fen for off in self.offs.values())


class CheckoutDiscount(Protocol):
    """A capability whose discounts buyers choose for their checkouts."""

    def saving_fen(
        self, *, token: UUID, voucher_code: str, goods: Mapping[int, PricedGoods], now: datetime
    ) -> int | None:
        """Return what the chosen discount takes off now; None: the voucher is none of ours.

        Zero: it cannot be used, or does not belong to the checkout's buyer.
        """
        ...

    def take(
        self,
        *,
        checkout: Any,
        goods: Mapping[int, PricedGoods],
        without_fen: int,
        now: datetime,
    ) -> Taken | None:
        """Lock the discount chosen for a checkout and return what it takes off; None: none is.

        Called in the transaction that places the order, with checkout and stock
        locked. `without_fen` is the total without it, for the refusal.

        Raises:
            DomainError: it cannot be used any more.
        """
        ...

    def use(self, *, taken: Taken, order_id: int, now: datetime) -> None:
        """Bind what was taken to the order, in the same transaction."""
        ...

    def give_back(self, *, order_id: int, reason: str) -> bool:
        """Let the buyer use it again: her order ended and none of its goods ever left.

        Called in the transaction that ends the order. False: it was placed without one,
        or it was given back before.
        """
        ...


def checkout_discount() -> CheckoutDiscount | None:
    """Return the capability that lowers checkouts; None when there is none."""
    for config in capabilities():
        if config.checkout_discount:
            provider: CheckoutDiscount = import_string(config.checkout_discount)()
            return provider
    return None


def discount_use(taken: Taken | None, *, placed: PlacedOrder, actor: str, now: datetime) -> None:
    """Bind what was taken to its order."""
    provider = checkout_discount()
    if taken is None or provider is None:
        return
    provider.use(taken=taken, order_id=placed.order_id, now=now)
    audit.record("orders.order.discounted", placed, actor=actor, fen=taken.saved_fen)


def discount_give_back(*, placed: PlacedOrder, actor: str, reason: str) -> None:
    """Let the buyer use again what an ended order was placed with."""
    provider = checkout_discount()
    if provider is not None and provider.give_back(order_id=placed.order_id, reason=reason):
        audit.record("orders.order.discount_given_back", placed, actor=actor, reason=reason)


def goods_of_checkout(lines: Iterable[Any], discounts: Iterable[Any]) -> dict[int, PricedGoods]:
    """Price the lines of a checkout as the engine does, sales included."""
    return {
        line.variant_id: PricedGoods(
            product_id=line.variant.product_id,
            fen=whole_fen(checkout_line_total(line=line, discounts=discounts).gross.amount),
        )
        for line in lines
    }


def whole_fen(yuan: Decimal) -> int:
    """Round to whole fen: a unit price may be a share of a discounted line."""
    return int((yuan * FEN_PER_YUAN).quantize(Decimal(1), rounding=ROUND_HALF_UP))
