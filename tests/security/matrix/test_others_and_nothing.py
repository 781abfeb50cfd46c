"""To whoever it does not belong to, a thing answers like one that does not exist, to the letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import graphene
import pytest
from django.db import transaction
from django.utils import timezone

from plugins.accounts.models import LoginSession
from plugins.accounts.public import Means, device_of, session_open
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.rules.wishes import Wish
from plugins.after_sales.services.case_request import case_request
from plugins.coupons.public import coupon_claim
from tests.security.matrix.operations import PUBLIC, every_operation
from tests.unit.coupons.conftest import campaign_of

__all__ = ["campaign_of"]
MISSING = 987_654
#: Its lines are goods, which anybody may know.
OPEN = {"CheckoutFill"}
#: What this world holds of 李晓梅's; a document that names one of them has to be asked here.
AT_LEAST = {
    "AddressDelete", "AddressSetDefault", "AddressUpdate", "AfterSalesOptions",
    "AfterSalesRequest", "AfterSalesWithdraw", "CardPaymentStart", "CheckoutCouponUse",
    "CheckoutCoupons", "CheckoutLinesUpdate", "CheckoutPickUp", "CheckoutShippingAddressUpdate",
    "CheckoutShippingMethodUpdate", "ChildOrderMessageSend", "ChildOrderMessages",
    "FapiaoRequest", "FapiaoWithdraw", "MyAfterSalesCase", "MyOrder", "MyPickup", "OrderCancel",
    "OrderConfirmReceipt", "OrderGoods", "OrderPlace", "OrderTimeline", "SessionEnd",
    "WechatPaymentCode", "WechatPaymentStart", "WechatPaymentSync",
}  # fmt: skip


@pytest.fixture
def more(examples, bought, buyer_li, campaign_of, rf) -> dict[str, Any]:
    """The things of the table, and those that the table has no need of."""
    now = timezone.now()
    [line] = bought.order.lines.all()
    case = case_request(
        order_number=bought.number,
        buyer=buyer_li,
        idempotency_key="case-of-li",
        wish=Wish(kind=Kind.REFUND_ONLY, reason=Reason.CHANGED_MIND, units={line.pk: 1}),
        now=now,
    )
    coupon = coupon_claim(buyer=buyer_li, campaign_id=campaign_of().pk, now=now)
    device = device_of(rf.get("/"))
    session_open(user=buyer_li, device=device, means=Means.PASSWORD, now=now)
    return {
        **examples,
        **{
            f"{name}.number": case.number
            for name in ("AfterSalesWithdraw", "AfterSalesEscalate", "MyAfterSalesCase")
        },
        "AfterSalesReturnSent.number": case.number,
        "CheckoutCouponUse.couponId": str(coupon.pk),
        "SessionEnd.id": str(LoginSession.objects.get(user=buyer_li).pk),
    }


@pytest.fixture
def missing(more, bought) -> dict[Any, Any]:
    """For each thing of hers, what stands for nothing."""

    def of(value: Any) -> Any:
        if isinstance(value, list):
            return [of(each) for each in value]
        if isinstance(value, dict):
            return {key: of(each) if key == "lineId" else each for key, each in value.items()}
        return _nothing(str(value))

    hers = {
        "number", "orderNumber", "checkoutToken", "checkoutId", "orderId",
        "childOrderNumber", "couponId", "id", "lines",
    }  # fmt: skip
    owned = {key: value for key, value in more.items() if key.rpartition(".")[2] in hers}
    return {repr(value): of(value) for value in owned.values()}


def _nothing(value: str) -> str:
    try:
        return str(UUID(int=UUID(value).int ^ 1))
    except ValueError:
        pass  # none
    if value.isdigit() and len(value) < 9:
        return str(MISSING)
    if value[:1] in "S2":  # of a case, of an order, of a part of one
        number, dash, part = value.partition("-")
        return f"{number[:-1]}{(int(number[-1]) + 1) % 10}{dash}{part}"
    kind, key = graphene.Node.from_global_id(value)
    return str(graphene.Node.to_global_id(kind, MISSING if key.isdigit() else _nothing(key)))


def test_nobody_learns_whether_a_thing_of_others_exists(more, missing, people, client_of):
    client = client_of(people["other_customer"])
    told, asked = {}, set()
    for operation in every_operation(more):
        name = operation.name.removeprefix("public ")
        variables = operation.body["variables"]
        hers = {key for key, value in variables.items() if repr(value) in missing}
        if operation.path != PUBLIC or not hers or name in OPEN:
            continue
        asked.add(name)
        nothing = {
            key: missing[repr(value)] if key in hers else value for key, value in variables.items()
        }
        answers = [_answer(client, operation.body["id"], values) for values in (variables, nothing)]
        for key in hers:
            if len(str(variables[key])) > 8:  # a shorter one stands in other words
                answers[0] = answers[0].replace(str(variables[key]), str(nothing[key]))
        if answers[0] != answers[1]:
            told[name] = answers

    assert told == {}
    assert AT_LEAST - asked == set()


def _answer(client: Any, document: str, variables: dict[str, Any]) -> str:
    """Ask, and take back whatever it changed."""
    with transaction.atomic():
        answer = client.post(PUBLIC, {"id": document, "variables": variables})
        transaction.set_rollback(True)
    return str(answer.content.decode())
