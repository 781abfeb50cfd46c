"""The life of an order at WeChat, by its own books."""

import pytest

from plugins.wechat_simulator import orders, people
from plugins.wechat_simulator.refusals import PayError

NOTIFY = "http://127.0.0.1:8000/wechat-pay/notify/"


@pytest.fixture
def openid(world):
    return people.user_create(world)


@pytest.fixture
def parameters(world, openid):
    return {
        "appid": world.identity.appid,
        "mchid": world.identity.mchid,
        "description": "殷祖白茶",
        "out_trade_no": "tea-0001",
        "notify_url": NOTIFY,
        "amount": {"total": 12800, "currency": "CNY"},
        "payer": {"openid": openid},
    }


@pytest.fixture
def prepay(world, parameters):
    """`prepay(**changes)` opens the order."""
    return lambda **changes: orders.prepay(world, {**parameters, **changes}, signed_with="")


@pytest.mark.parametrize(
    "change",
    [
        {"description": ""},
        {"description": "长" * 128},
        {"out_trade_no": "short"},
        {"out_trade_no": "n" * 33},
        {"out_trade_no": "with space"},
        {"out_trade_no": "大冶订单一号"},
        {"attach": "长" * 129},
        {"amount": {"total": 0}},
        {"amount": {"total": 1.5}},
        {"amount": {"total": True}},
        {"amount": {"total": 1, "currency": "USD"}},
        {"amount": None},
        {"payer": {"openid": "nobody"}},
        {"payer": None},
        {"settle_info": {"profit_sharing": "yes"}},
        {"notify_url": None},
        {"notify_url": NOTIFY + "?order=1"},
        {"notify_url": "ftp://127.0.0.1/"},
        {"notify_url": "https://shop.example/notify/"},
        {"time_expire": "tomorrow"},
        {"time_expire": "2025-11-25T00:00:00"},
    ],
)
def test_unusable_parameters_open_no_order(world, prepay, change):
    with pytest.raises(PayError, match="400 PARAM_ERROR"):
        prepay(**change)

    assert world.ledger.rows("SELECT * FROM orders") == []


def test_foreign_app_or_merchant_is_refused(prepay):
    for change in ({"appid": "wx0"}, {"mchid": "1"}):
        with pytest.raises(PayError, match="APPID_MCHID_NOT_MATCH"):
            prepay(**change)


def test_deadline_may_differ_in_a_repetition_and_the_first_one_counts(world, prepay):
    prepay(time_expire="2025-11-25T01:00:00+08:00")
    prepay(time_expire="2025-11-25T09:00:00+08:00")

    [order] = world.ledger.rows("SELECT * FROM orders")
    assert orders.rfc3339(order["pay_before"]) == "2025-11-25T01:00:00+08:00"


def test_deadline_is_at_least_a_minute_away(world, prepay, clock):
    prepay(time_expire="2020-01-01T00:00:00+08:00")

    clock.forward(59)
    assert orders.pay(world, "tea-0001")["state"] == "SUCCESS"


def test_deadline_ends_payment_and_leaves_the_order_open(world, prepay, clock):
    prepay(time_expire="2020-01-01T00:00:00+08:00")
    clock.forward(60)

    with pytest.raises(PayError, match="TIME_EXPIRED"):
        orders.pay(world, "tea-0001")

    assert orders.find(world, out_trade_no="tea-0001")["state"] == "NOTPAY"
    orders.close(world, "tea-0001")
    assert orders.find(world, out_trade_no="tea-0001")["state"] == "CLOSED"


def test_order_is_paid_once(world, prepay):
    prepay()
    orders.pay(world, "tea-0001")

    with pytest.raises(PayError, match="ORDERPAID"):
        orders.pay(world, "tea-0001")

    assert len(world.ledger.rows("SELECT * FROM deliveries")) == 1


def test_prepay_id_lives_two_hours(world, prepay, clock):
    prepay_id = prepay()
    clock.forward(2 * 3600 - 1)
    assert orders.order_of_prepay(world, prepay_id)["out_trade_no"] == "tea-0001"
    clock.forward(1)

    with pytest.raises(PayError, match="PREPAY_EXPIRED"):
        orders.order_of_prepay(world, prepay_id)
