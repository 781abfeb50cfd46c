"""A cart belongs to one buyer; its UUID proves nothing.

Saleor's checkout mutations work for whoever sends the id, and a stranger's id
comes by referrers, logs and shared screens. Anybody else's checkout is answered
like one that does not exist.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from types import ModuleType
from typing import Any
from uuid import UUID

import graphene

from plugins.kernel.errors import InvalidInput, LoginRequired, NotFound
from saleor_config.compat.targets import mends, replace

#: Different goods in one cart.
MOST_LINES = 50

#: CheckoutLinesUpdate calls CheckoutLinesAdd.
OWNED = (
    "CheckoutLinesAdd",
    "CheckoutLineDelete",
    "CheckoutShippingAddressUpdate",
    "CheckoutShippingMethodUpdate",
)


class CheckoutUnknown(NotFound):
    code = "CHECKOUT_NOT_FOUND"
    zh = "没有找到这个购物车。"
    en = "There is no such cart."
    remedy_zh = "请重新加入购物车。"
    remedy_en = "Start a new one."


class CartTooLong(InvalidInput):
    code = "CART_TOO_LONG"
    zh = "购物车最多放 {most} 种商品。"
    en = "A cart holds {most} different goods at most."
    remedy_zh = "请分成几单。"
    remedy_en = "Place several orders."


@mends("saleor.graphql.checkout.mutations")
def wrap_mutations(module: ModuleType) -> None:
    _cap(module.CheckoutLinesAdd)
    for name in OWNED:
        _own(vars(module)[name])
    create = module.CheckoutCreate.perform_mutation.__func__

    def perform_mutation(cls: Any, root: Any, info: Any, **data: Any) -> Any:
        if not info.context.user.is_authenticated:
            raise LoginRequired()
        refuse_long(_variants(data["input"].get("lines")))
        return create(cls, root, info, **data)

    replace(module.CheckoutCreate, "perform_mutation", classmethod(perform_mutation))


def refuse_foreign(info: Any, checkout_id: str | None) -> None:
    """Check that the checkout is the caller's.

    Raises:
        CheckoutUnknown: it is not, or there is none.
    """
    from saleor.checkout.models import Checkout

    user = info.context.user
    token = _token(checkout_id)
    if not (
        token
        and user.is_authenticated
        and Checkout.objects.filter(pk=token, user_id=user.pk).exists()
    ):
        raise CheckoutUnknown(field="checkoutId")


def refuse_long(variants: Collection[str]) -> None:
    """Check how many different goods are in a cart.

    Raises:
        CartTooLong: more than a cart holds.
    """
    if len(variants) > MOST_LINES:
        raise CartTooLong(field="lines", most=MOST_LINES)


def _variants(lines: Iterable[Any] | None) -> set[str]:
    return {str(line.get("variant_id")) for line in lines or ()}


def _held(checkout_id: str) -> set[str]:
    from saleor.checkout.models import CheckoutLine

    keys = CheckoutLine.objects.filter(checkout_id=_token(checkout_id))
    return {
        graphene.Node.to_global_id("ProductVariant", key)
        for key in keys.values_list("variant_id", flat=True)
    }


def _token(checkout_id: str | None) -> UUID | None:
    try:
        kind, key = graphene.Node.from_global_id(checkout_id)
        return UUID(key) if kind == "Checkout" else None
    except (ValueError, TypeError):  # no id at all
        return None


def _own(mutation: Any) -> None:
    inner = mutation.perform_mutation.__func__

    def perform_mutation(cls: Any, root: Any, info: Any, *args: Any, **data: Any) -> Any:
        refuse_foreign(info, args[0] if args else data.get("checkout_id"))
        return inner(cls, root, info, *args, **data)

    replace(mutation, "perform_mutation", classmethod(perform_mutation))


def _cap(mutation: Any) -> None:
    inner = mutation.perform_mutation.__func__

    def perform_mutation(
        cls: Any, root: Any, info: Any, checkout_id: str, lines: Any, **rest: Any
    ) -> Any:
        refuse_long(_variants(lines) | _held(checkout_id))
        return inner(cls, root, info, checkout_id, lines, **rest)

    replace(mutation, "perform_mutation", classmethod(perform_mutation))
