"""How often callers may ask, over HTTP."""

import pytest
from django.core.cache import cache

from plugins.kernel.throttle import Rate, TooOften, throttle
from saleor_config.door import rates
from saleor_config.door.rates import RATE_CLASSES, RateClass
from saleor_config.urls import documents


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def narrow(monkeypatch, settings):
    """Three by account and five by address in a minute, of every class."""
    few = {name: RateClass(account=3, address=5) for name in RATE_CLASSES}
    monkeypatch.setattr(rates, "RATE_CLASSES", few)
    settings.RATE_LIMIT_FACTOR = 1


def test_the_fourth_request_of_an_account_waits(client_of, buyer_li, buyer_zhou, narrow):
    li, zhou = client_of(buyer_li), client_of(buyer_zhou)
    assert [li.send("MyOrders").status_code for _ in range(3)] == [200] * 3

    refused = li.send("MyOrders")

    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    [error] = refused.json()["errors"]
    assert error["extensions"]["code"] == "TOO_OFTEN"
    assert "秒后" in error["message"]
    assert zhou.send("MyOrders").status_code == 200  # another account, the same address


def test_the_sixth_request_of_an_address_waits(visitor, narrow):
    assert [visitor.send("CategoryTree").status_code for _ in range(6)] == [200] * 5 + [429]


def test_classes_are_counted_apart(client_of, buyer_li, narrow):
    client = client_of(buyer_li)
    for _ in range(4):
        client.send("MyOrders")

    assert client.send("OrderCancel", number="none").status_code == 200


def test_staff_wait_too(client_of, operator_chen, narrow):
    client = client_of(operator_chen)
    body = {"query": "{ shop { name } }"}
    codes = [client.post("/staff/graphql/", body).status_code for _ in range(4)]

    assert codes == [200] * 3 + [429]


def test_the_factor_widens_everything(client_of, buyer_li, narrow, settings):
    settings.RATE_LIMIT_FACTOR = 2
    client = client_of(buyer_li)

    assert [client.send("MyOrders").status_code for _ in range(7)] == [200] * 6 + [429]


def test_what_touches_money_or_secrets_is_not_merely_a_write():
    classes = {each.name: each.rate for each in documents.values() if each.is_current}

    assert classes["OrderPlace"] == classes["WechatPaymentStart"] == "money"
    assert classes["LoginWithPassword"] == "login"
    assert classes["WechatLogin"] == "session"
    assert classes["ProductList"] == "read"
    assert classes["AddressCreate"] == "write"


def test_waiting_as_told_lets_in(monkeypatch):
    rate = Rate(most=1, seconds=30)
    throttle("test", "somebody", rate)
    with pytest.raises(TooOften) as told:
        throttle("test", "somebody", rate)
    wait = told.value.params["retry_after"]

    from django.core.cache.backends import filebased, locmem

    later = filebased.time.time() + wait
    for backend in (filebased, locmem):
        monkeypatch.setattr(backend.time, "time", lambda: later)

    throttle("test", "somebody", rate)


def test_trying_on_does_not_prolong_the_wait():
    rate = Rate(most=1, seconds=30)
    waits = []
    for _ in range(5):
        try:
            throttle("test", "somebody", rate)
        except TooOften as told:
            waits.append(told.params["retry_after"])

    assert waits == sorted(waits, reverse=True)
