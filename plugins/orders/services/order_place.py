"""Turn a checkout into an order with its stock held."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from saleor.checkout.calculations import checkout_shipping_price, checkout_total
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.checkout.utils import create_order, is_valid_shipping_method, prepare_order_data
from saleor.core.exceptions import InsufficientStock
from saleor.discount.models import NotApplicable
from saleor.discount.utils import fetch_discounts
from saleor.warehouse.models import Stock

from plugins.kernel import audit
from plugins.kernel.money import from_fen, to_fen
from plugins.kernel.sale_guards import require_sellable
from plugins.orders import errors
from plugins.orders.discounts import (
    Taken,
    checkout_discount,
    discount_use,
    goods_of_checkout,
    whole_fen,
)
from plugins.orders.models import PlacedOrder
from plugins.orders.providers import tell_placed
from plugins.orders.rules import placing
from plugins.orders.services.order_amounts_keep import order_amounts_keep
from plugins.orders.services.order_mark_paid import order_settle_free
from plugins.orders.services.return_consent import return_consent_keep


def order_place(
    *,
    buyer: Any,
    checkout_token: UUID,
    idempotency_key: str,
    now: datetime,
    expected_total: Decimal | None = None,
    fresh_consent: bool = False,
) -> PlacedOrder:
    """Create the order from the buyer's checkout and hold its stock until `pay_by`.

    The same key, or the same checkout, gives the same order however often and
    however concurrently it is called. Prices, discounts, shipping and stock are
    read anew under the lock; `expected_total` (yuan) only asks to be told when
    the total is no longer what the buyer saw. `fresh_consent`: she confirmed that
    fresh goods of this purchase take no return without a reason.

    Raises:
        BadKey, KeyReused, CheckoutNotFound, CheckoutEmpty, ShippingMissing,
        ShippingNotOffered, NoLongerSold, SaleForbidden, SoldOut, PriceChanged,
        VoucherNotApplicable: nothing was changed.
        DomainError: another capability refuses the order (`order_placed`), or the
            discount chosen for it (`checkout_discount`).
    """
    if not placing.is_idempotency_key(idempotency_key):
        raise errors.BadKey(field="idempotencyKey")
    with transaction.atomic():
        checkout = _locked_checkout(buyer=buyer, token=checkout_token)
        earlier = _earlier_order(buyer=buyer, token=checkout_token, key=idempotency_key)
        if earlier is not None:
            return earlier
        if checkout is None:
            raise errors.CheckoutNotFound(field="checkoutToken")
        placed = _place(
            checkout=checkout,
            buyer=buyer,
            key=idempotency_key,
            now=now,
            expected_total=expected_total,
            fresh_consent=fresh_consent,
        )
    return placed


def _locked_checkout(*, buyer: Any, token: UUID) -> Checkout | None:
    """Lock the checkout first: a second call waits here for the first one's end.

    Saleor walks over the lines again for each figure; prefetched, they are read once.
    """
    return (
        Checkout.objects.select_for_update(of=("self",))
        .select_related("user", "shipping_address", "billing_address", "shipping_method")
        .prefetch_related(
            "lines__variant__product__product_type",
            "lines__variant__product__collections",
            "lines__variant__product__translations",
            "lines__variant__translations",
            "gift_cards",
        )
        .filter(token=token, user=buyer)
        .first()
    )


def _earlier_order(*, buyer: Any, token: UUID, key: str) -> PlacedOrder | None:
    mine = PlacedOrder.objects.filter(buyer=buyer)
    same_key = mine.filter(idempotency_key=key).first()
    if same_key is not None and same_key.checkout_token != token:
        raise errors.KeyReused(field="idempotencyKey")
    return same_key or mine.filter(checkout_token=token).first()


def _place(
    *,
    checkout: Checkout,
    buyer: Any,
    key: str,
    now: datetime,
    expected_total: Decimal | None,
    fresh_consent: bool,
) -> PlacedOrder:
    lines = list(checkout.lines.all())
    discounts = fetch_discounts(now)
    _refuse_incomplete(checkout, lines, discounts)
    require_sellable({line.variant.product_id: _goods_name(line.variant) for line in lines}, at=now)
    _lock_stock(lines)
    taken = _take_discount(checkout, lines, discounts, now=now)
    _refuse_changed_total(checkout, lines, discounts, expected_total)
    if checkout.billing_address is None:
        checkout.billing_address = checkout.shipping_address
    try:
        data = prepare_order_data(
            checkout=checkout, lines=lines, tracking_code="", discounts=discounts
        )
        data["language_code"] = settings.LANGUAGE_CODE
        order = create_order(checkout=checkout, order_data=data, user=buyer, redirect_url="")
    except InsufficientStock as error:
        raise errors.SoldOut(item=_goods_name(error.item)) from error
    except NotApplicable as error:
        raise errors.VoucherNotApplicable() from error

    placed = PlacedOrder.objects.create(
        order=order,
        number=placing.order_number(
            day=timezone.localtime(now),
            random_digits=secrets.randbelow(10**placing.NUMBER_DIGITS),
        ),
        buyer=buyer,
        checkout_token=checkout.token,
        idempotency_key=key,
        total_fen=to_fen(order.total.gross.amount),
        placed_at=now,
        pay_by=placing.pay_by(placed_at=now, minutes=settings.PAYMENT_MINUTES),
    )
    consented = return_consent_keep(order=order, now=now) if fresh_consent else []
    audit.record(
        "orders.order.placed",
        placed,
        actor=audit.actor_of(buyer),
        order=order.pk,
        total_fen=placed.total_fen,
        fresh_consent=consented,
    )
    order_amounts_keep(order_id=order.pk, taken=taken)
    discount_use(taken, placed=placed, actor=audit.actor_of(buyer), now=now)
    tell_placed(order_id=order.pk, now=now)
    checkout.delete()
    if placed.total_fen == 0:
        order_settle_free(placed=placed, now=now)
    return placed


def _refuse_incomplete(
    checkout: Checkout, lines: list[CheckoutLine], discounts: Iterable[Any]
) -> None:
    if not lines:
        raise errors.CheckoutEmpty()
    if checkout.gift_cards.all():
        raise errors.GiftCardsNotAccepted()
    for line in lines:
        if not line.variant.product.is_visible:
            raise errors.NoLongerSold(item=_goods_name(line.variant))
    if not checkout.is_shipping_required():
        return
    if checkout.shipping_address is None or checkout.shipping_method is None:
        raise errors.ShippingMissing()
    if not is_valid_shipping_method(checkout, lines, discounts):
        raise errors.ShippingNotOffered()


def _lock_stock(lines: list[CheckoutLine]) -> None:
    """Lock all stock of the order at once, by primary key.

    Saleor locks line by line in the buyer's order of lines, so two carts with
    the same goods in opposite order would wait for each other for ever.
    """
    variants = [line.variant_id for line in lines]
    list(
        Stock.objects.select_for_update(of=("self",))
        .filter(product_variant__in=variants)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _take_discount(
    checkout: Checkout, lines: list[CheckoutLine], discounts: Iterable[Any], *, now: datetime
) -> Taken | None:
    """Lock the chosen discount and work it out anew: what the checkout says may be old."""
    provider = checkout_discount()
    if provider is None:
        return None
    goods = goods_of_checkout(lines, discounts)
    shipping = checkout_shipping_price(checkout=checkout, lines=lines, discounts=discounts)
    without_fen = sum(each.fen for each in goods.values()) + whole_fen(shipping.gross.amount)
    taken = provider.take(checkout=checkout, goods=goods, without_fen=without_fen, now=now)
    if taken is not None:
        checkout.discount_amount = from_fen(taken.saved_fen)
    return taken


def _refuse_changed_total(
    checkout: Checkout,
    lines: list[CheckoutLine],
    discounts: Iterable[Any],
    expected_total: Decimal | None,
) -> None:
    if expected_total is None:
        return
    total = checkout_total(checkout=checkout, lines=lines, discounts=discounts)
    if total.gross.amount != expected_total:
        raise errors.PriceChanged(field="expectedTotal", total=f"{total.gross.amount:.2f}")


def _goods_name(variant: Any) -> str:
    return f"{variant.product.name} {variant.name}".strip()
