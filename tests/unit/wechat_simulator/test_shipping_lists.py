"""What a merchant can ask shipping management about its orders."""

import pytest

from plugins.wechat_simulator import orders, people


@pytest.fixture
def token(world):
    return people.token_stable(world, force=False)[0]


@pytest.fixture
def ask(hands, token):
    def call(name, **body):
        return hands.post(f"/wxa/sec/order/{name}?access_token={token}", json=body).get_json()

    return call


@pytest.fixture
def three_paid(world, openid, clock):
    def pay(number):
        orders.prepay(
            world,
            {
                "appid": world.identity.appid,
                "mchid": world.identity.mchid,
                "description": "殷祖白茶",
                "out_trade_no": number,
                "notify_url": "http://127.0.0.1:8000/wechat-pay/notify/",
                "amount": {"total": 100, "currency": "CNY"},
                "payer": {"openid": openid},
            },
            signed_with="",
        )
        clock.forward(1)
        return orders.pay(world, number)["transaction_id"]

    return [pay(f"tea-000{n}") for n in range(3)]


def test_orders_come_page_by_page(ask, three_paid):
    first = ask("get_order_list", page_size=2)
    second = ask("get_order_list", page_size=2, last_index=first["last_index"])

    pages = [[order["transaction_id"] for order in page["order_list"]] for page in (first, second)]
    assert pages == [three_paid[:2], three_paid[2:]]
    assert (first["has_more"], second["has_more"]) == (True, False)


def test_orders_can_be_narrowed_by_state_and_buyer(ask, three_paid, openid):
    assert len(ask("get_order_list", order_state=1, openid=openid)["order_list"]) == 3
    assert ask("get_order_list", order_state=2)["order_list"] == []
    assert ask("get_order_list", openid="somebody-else")["order_list"] == []


@pytest.mark.parametrize("size", [0, 101, "ten", True])
def test_unusable_page_size_is_refused(ask, size):
    assert ask("get_order_list", page_size=size)["errcode"] == 47001


def test_trade_is_managed_and_confirmed(ask):
    assert ask("is_trade_managed")["is_trade_managed"] is True
    assert ask("is_trade_management_confirmation_completed")["completed"] is True
