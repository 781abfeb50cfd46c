"""The real gateway and the simulator agree on reports and refusals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from plugins.kernel.errors import GatewayError
from plugins.shipments.gateway import Report, ReportedParcel, as_wechat
from plugins.shipments.rules import Method
from plugins.shipments.states import WechatOrderState
from plugins.wechat_simulator import orders

AT = datetime(2026, 7, 1, 4, 0, 0, 5000, tzinfo=UTC)
PARCEL = ReportedParcel(description="金牛麻花×1", company="ZTO", tracking_no="75312345")


@pytest.fixture
def report(world, pay_client, prepay, openid, identity) -> Report:
    """What is told of an order paid in the simulator."""
    pay_client.prepay_jsapi(prepay)
    paid = orders.pay(world, prepay.out_trade_no)
    return Report(
        transaction_id=paid["transaction_id"],
        mchid=identity.mchid,
        out_trade_no=prepay.out_trade_no,
        openid=openid,
        method=Method.EXPRESS,
        parcels=[PARCEL],
        at=AT,
    )


def refusal(simulated, report) -> tuple[str, bool]:
    with pytest.raises(GatewayError) as refused:
        simulated.upload(report)
    return refused.value.code, refused.value.permanent


def order_state(hands, report, token) -> int:
    answer = hands.post(
        f"/wxa/sec/order/get_order?access_token={token}",
        json={"transaction_id": report.transaction_id},
    )
    return answer.get_json()["order"]["order_state"]


@pytest.mark.parametrize("by_number", [False, True])
def test_report_makes_the_order_shipped(simulated, report, hands, mini_client, by_number):
    token = mini_client.access_token
    assert order_state(hands, report, token) == 1

    simulated.upload(replace(report, transaction_id="") if by_number else report)

    assert order_state(hands, report, token) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"method": Method.SAME_CITY, "parcels": [ReportedParcel("金牛麻花×1")]},
        {"method": Method.PICK_UP, "parcels": [ReportedParcel("金牛麻花×1")]},
        {"parcels": [replace(PARCEL, tracking_no=f"7531{n:04}") for n in range(15)]},
        {"parcels": [replace(PARCEL, company="SF", receiver="138****1234")]},
    ],
)
def test_every_way_of_travelling_is_taken(simulated, report, hands, mini_client, change):
    simulated.upload(replace(report, **change))

    assert order_state(hands, report, mini_client.access_token) == 2


def test_time_is_beijings_with_milliseconds(report):
    assert as_wechat(report)["upload_time"] == "2026-07-01T12:00:00.005+08:00"


def test_split_says_that_everything_has_left(report):
    split = replace(report, parcels=[PARCEL, replace(PARCEL, tracking_no="75399999")])

    assert (as_wechat(report)["delivery_mode"], "is_all_delivered" in as_wechat(report)) == (
        1,
        False,
    )
    assert (as_wechat(split)["delivery_mode"], as_wechat(split)["is_all_delivered"]) == (2, True)


def test_repetition_is_told_apart_from_a_correction(simulated, report):
    simulated.upload(report)
    later = replace(report, at=AT + timedelta(seconds=1))
    assert refusal(simulated, later) == ("10060002", True)

    corrected = replace(later, parcels=[replace(PARCEL, tracking_no="75300000")])
    simulated.upload(corrected)

    again = replace(report, at=AT + timedelta(seconds=2))
    assert refusal(simulated, again) == ("10060003", True)


def test_correction_needs_a_later_time(simulated, report):
    simulated.upload(report)

    corrected = replace(report, parcels=[replace(PARCEL, tracking_no="75300000")])
    assert refusal(simulated, corrected) == ("47001", True)


def test_payment_not_there_yet_is_worth_another_try(simulated, report, hands):
    hands.post("/sim/faults", json={"name": "shipping.lag"})

    assert refusal(simulated, report) == ("10060001", False)
    simulated.upload(report)


@pytest.mark.parametrize(
    ("fault", "code"),
    [("shipping.correction_used", "10060003"), ("shipping.not_shippable", "10060004")],
)
def test_armed_refusals_are_final(simulated, report, hands, fault, code):
    hands.post("/sim/faults", json={"name": fault})

    assert refusal(simulated, report) == (code, True)


@pytest.mark.parametrize(
    "change",
    [
        {"parcels": [replace(PARCEL, company="SF")]},
        {"parcels": [replace(PARCEL, description="长" * 121)]},
        {"parcels": [replace(PARCEL, tracking_no="")]},
        {"parcels": [replace(PARCEL, receiver="13800001234")]},
        {"openid": "o-somebody-else"},
    ],
)
def test_unusable_values_are_refused(simulated, report, change):
    assert refusal(simulated, replace(report, **change)) == ("47001", True)


def test_received_goods_cannot_be_shipped_again(simulated, report, hands):
    simulated.upload(report)
    hands.post(f"/sim/orders/{report.out_trade_no}/received")

    assert refusal(simulated, replace(report, parcels=[PARCEL, PARCEL])) == ("10060004", True)


def test_buyer_is_asked_once_to_confirm(simulated, report, hands, mini_client):
    simulated.upload(report)
    path = f"/wxa/sec/order/notify_confirm_receive?access_token={mini_client.access_token}"
    named = {"transaction_id": report.transaction_id}

    assert hands.post(path, json=named).get_json()["errcode"] == 0
    assert hands.post(path, json=named).get_json()["errcode"] == 10060004


def test_shop_is_under_trade_management(hands, mini_client):
    path = f"/wxa/sec/order/is_trade_managed?access_token={mini_client.access_token}"

    assert hands.post(path, json={}).get_json()["is_trade_managed"] is True


def test_order_state_follows_the_goods(simulated, report, hands):
    assert simulated.order_state(report.transaction_id) is WechatOrderState.TO_SHIP

    simulated.upload(report)
    assert simulated.order_state(report.transaction_id) is WechatOrderState.SHIPPED

    hands.post(f"/sim/orders/{report.out_trade_no}/received")
    assert simulated.order_state(report.transaction_id) is WechatOrderState.RECEIVED


def test_order_state_of_an_unknown_payment_is_worth_another_try(simulated, report):
    with pytest.raises(GatewayError) as refused:
        simulated.order_state("420000")

    assert (refused.value.code, refused.value.permanent) == ("10060001", False)


@pytest.mark.parametrize("answer", [{}, {"order": None}, {"order": {"order_state": 9}}])
def test_order_state_that_nobody_knows_is_an_error(simulated, monkeypatch, answer):
    monkeypatch.setattr(type(simulated.api), "get_order", lambda *_: answer)

    with pytest.raises(GatewayError, match="unknown state"):
        simulated.order_state("42")


def split(report, *tracking, at, final):
    parcels = [replace(PARCEL, tracking_no=each) for each in tracking]
    moment = AT + timedelta(seconds=at)
    return replace(report, parcels=parcels, at=moment, is_split=True, is_final=final)


def test_parts_are_taken_one_after_the_other_until_the_last(simulated, report, hands):
    simulated.upload(split(report, "75310001", at=0, final=False))
    assert simulated.order_state(report.transaction_id) is WechatOrderState.TO_SHIP

    simulated.upload(split(report, "75310002", "75310003", at=1, final=False))
    simulated.upload(split(report, "75310004", at=2, final=True))

    assert simulated.order_state(report.transaction_id) is WechatOrderState.SHIPPED
    corrected = split(report, "75310009", at=3, final=True)
    simulated.upload(corrected)
    assert refusal(simulated, split(report, "75310001", at=4, final=True)) == ("10060003", True)


def test_last_parcel_told_once_more_ends_a_split(simulated, report):
    simulated.upload(split(report, "75310001", at=0, final=False))
    assert refusal(simulated, split(report, "75310001", at=1, final=False)) == ("10060002", True)

    simulated.upload(split(report, "75310001", at=2, final=True))

    assert simulated.order_state(report.transaction_id) is WechatOrderState.SHIPPED


@pytest.mark.parametrize(
    "change",
    [
        {"is_split": False},  # unified, while a split one waits for parcels
        {"at": AT},
        {"parcels": [replace(PARCEL, tracking_no=f"7532{n:04}") for n in range(15)]},
    ],
)
def test_part_that_does_not_fit_is_refused(simulated, report, change):
    simulated.upload(split(report, "75310001", at=0, final=False))

    further = replace(split(report, "75310002", at=1, final=True), **change)
    assert refusal(simulated, further) == ("47001", True)


def test_buyer_cannot_confirm_what_has_not_all_left(simulated, report, hands):
    simulated.upload(split(report, "75310001", at=0, final=False))

    hands.post(f"/sim/orders/{report.out_trade_no}/received")

    assert simulated.order_state(report.transaction_id) is WechatOrderState.TO_SHIP


def test_a_correction_cannot_leave_parcels_open(simulated, report):
    simulated.upload(report)

    assert refusal(simulated, split(report, "75310002", at=1, final=False)) == ("47001", True)
