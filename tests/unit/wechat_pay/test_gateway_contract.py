"""The double and the real client keep the same contract."""

from dataclasses import replace

import pytest

from plugins.wechat_pay.protocol.errors import (
    OrderClosed,
    OrderNotExist,
    OrderPaid,
    OutTradeNoUsed,
    RefundNotExist,
    RequestRefused,
)
from plugins.wechat_pay.protocol.types import RefundRequest


@pytest.fixture(params=["memory", "client against simulator"])
def wechat(request, memory, client, pay_in_simulator):
    """The gateway, and how the buyer pays there."""
    if request.param == "memory":
        return memory, memory.pay
    return client, pay_in_simulator


def test_equal_prepay_opens_the_same_order_again(wechat, prepay):
    gateway, _ = wechat

    first, second = gateway.prepay_jsapi(prepay), gateway.prepay_jsapi(prepay)

    assert first != second
    unpaid = gateway.query_by_out_trade_no(prepay.out_trade_no)
    assert (unpaid.trade_state, unpaid.transaction_id, unpaid.is_paid) == ("NOTPAY", "", False)


@pytest.mark.parametrize("change", [{"total_fen": 1}, {"description": "别的"}])
def test_other_values_under_the_same_number_are_refused(wechat, prepay, change):
    gateway, _ = wechat
    gateway.prepay_jsapi(prepay)

    with pytest.raises(OutTradeNoUsed) as refused:
        gateway.prepay_jsapi(replace(prepay, **change))

    assert refused.value.permanent


def test_paid_order_tells_its_number_amount_and_payer(wechat, prepay):
    gateway, pay = wechat
    gateway.prepay_jsapi(prepay)
    pay(prepay.out_trade_no)

    paid = gateway.query_by_out_trade_no(prepay.out_trade_no)

    assert paid.is_paid
    assert paid.transaction_id.startswith("42")
    assert (paid.total_fen, paid.currency) == (6960, "CNY")
    assert (paid.appid, paid.mchid) == (gateway.appid, gateway.mchid)
    assert paid.payer_openid == prepay.openid
    assert paid.success_time is not None


def test_paid_order_can_be_neither_closed_nor_opened(wechat, prepay):
    gateway, pay = wechat
    gateway.prepay_jsapi(prepay)
    pay(prepay.out_trade_no)

    with pytest.raises(OrderPaid):
        gateway.close_order(prepay.out_trade_no)
    with pytest.raises(OrderPaid):
        gateway.prepay_jsapi(prepay)

    assert gateway.query_by_out_trade_no(prepay.out_trade_no).is_paid


def test_closed_order_can_be_neither_closed_nor_opened(wechat, prepay):
    gateway, _ = wechat
    gateway.prepay_jsapi(prepay)
    gateway.close_order(prepay.out_trade_no)

    with pytest.raises(OrderClosed):
        gateway.close_order(prepay.out_trade_no)
    with pytest.raises(OrderClosed):
        gateway.prepay_jsapi(prepay)

    assert gateway.query_by_out_trade_no(prepay.out_trade_no).trade_state == "CLOSED"


def test_code_is_paid_by_whoever_scans_it_and_closed_like_any_other(wechat, prepay):
    gateway, pay = wechat
    first, second = (replace(prepay, openid="", out_trade_no=f"by-code-{n}") for n in (1, 2))
    assert gateway.prepay_native(first).startswith("weixin://wxpay/bizpayurl")
    gateway.prepay_native(first)
    gateway.prepay_native(second)

    pay(first.out_trade_no)
    gateway.close_order(second.out_trade_no)

    paid, closed = (gateway.query_by_out_trade_no(each.out_trade_no) for each in (first, second))
    assert (paid.is_paid, paid.trade_type, paid.total_fen) == (True, "NATIVE", 6960)
    assert paid.payer_openid
    assert closed.trade_state == "CLOSED"
    with pytest.raises(OrderPaid):
        gateway.prepay_native(first)


def test_one_number_is_not_opened_in_two_ways(wechat, prepay):
    gateway, _ = wechat
    gateway.prepay_jsapi(prepay)

    with pytest.raises(OutTradeNoUsed):
        gateway.prepay_native(replace(prepay, openid=""))


def test_unknown_order_is_said_to_be_unknown(wechat):
    gateway, _ = wechat

    with pytest.raises(OrderNotExist):
        gateway.query_by_out_trade_no("never-opened-0001")
    with pytest.raises(OrderNotExist):
        gateway.close_order("never-opened-0001")


def test_payment_parameters_name_the_prepay(wechat, prepay):
    gateway, _ = wechat
    prepay_id = gateway.prepay_jsapi(prepay)

    parameters = gateway.request_payment(prepay_id=prepay_id).as_dict()

    assert parameters["package"] == f"prepay_id={prepay_id}"
    assert parameters["appId"] == gateway.appid
    assert parameters["signType"] == "RSA"
    assert len(parameters["nonceStr"]) <= 32
    assert parameters["timeStamp"].isdigit()


@pytest.fixture
def refund_of(wechat, prepay):
    """`refund_of(fen)` is a refund of a paid order of 6960 fen."""
    gateway, pay = wechat
    gateway.prepay_jsapi(prepay)
    pay(prepay.out_trade_no)

    def make(fen, number="refund-1"):
        return RefundRequest(
            out_trade_no=prepay.out_trade_no,
            out_refund_no=number,
            refund_fen=fen,
            total_fen=6960,
            reason="售后退款",
            notify_url=prepay.notify_url,
        )

    return make


def test_refund_is_accepted_and_the_same_when_asked_again(wechat, refund_of):
    gateway, _ = wechat

    first, second = gateway.refund(refund_of(960)), gateway.refund(refund_of(960))

    assert first == second == gateway.query_refund("refund-1")
    assert (first.status, first.refund_fen, first.total_fen) == ("PROCESSING", 960, 6960)
    assert first.refund_id.startswith("503")
    paid = gateway.query_by_out_trade_no(first.out_trade_no)
    assert (paid.is_paid, paid.transaction_id) == (True, first.transaction_id)


def test_changed_or_excessive_refunds_are_refused(wechat, refund_of):
    gateway, _ = wechat
    gateway.refund(refund_of(960))

    for wrong in (refund_of(961), refund_of(6001, "refund-2")):
        with pytest.raises(RequestRefused) as refused:
            gateway.refund(wrong)
        assert (refused.value.code, refused.value.permanent) == ("INVALID_REQUEST", True)

    assert gateway.query_refund("refund-1").refund_fen == 960
    with pytest.raises(RefundNotExist):
        gateway.query_refund("refund-2")
