"""Two clocks: the machine's in signatures, the books' for everything that falls due."""

import pytest

from plugins.wechat_simulator import deliveries, orders
from plugins.wechat_simulator.ledger import Ledger
from plugins.wechat_simulator.world import World

DAY = 86400


@pytest.fixture
def paid(client, prepay, world):
    client.prepay_jsapi(prepay)
    return orders.pay(world, prepay.out_trade_no)


def test_jump_moves_the_books_and_leaves_signatures_alone(hands, world, clock, client, prepay):
    answer = hands.post("/sim/clock", json={"advance_seconds": DAY}).get_json()

    assert answer["ahead_seconds"] == DAY
    client.prepay_jsapi(prepay)
    paid = orders.pay(world, prepay.out_trade_no)
    assert paid["success_at"] == clock() + DAY
    headers = deliveries.attempt_headers(world, body=b"", signed_with="")
    assert int(headers["Wechatpay-Timestamp"]) == clock()


def test_fresh_books_begin_in_the_past_and_are_led_back(hands, world, clock, client, prepay):
    hands.post("/sim/clock", json={"begin_seconds_ago": DAY})
    client.prepay_jsapi(prepay)

    paid = orders.pay(world, prepay.out_trade_no)
    answer = hands.post("/sim/clock", json={"advance_seconds": DAY}).get_json()

    assert paid["success_at"] == clock() - DAY
    assert answer["ahead_seconds"] == 0


def test_books_with_an_order_in_them_do_not_begin_anew(hands, world, client, prepay):
    client.prepay_jsapi(prepay)

    answer = hands.post("/sim/clock", json={"begin_seconds_ago": DAY})

    assert answer.status_code == 400
    assert world.ahead == 0


def test_shops_deadline_is_understood_on_its_own_clock(hands, world, clock, client, prepay):
    hands.post("/sim/clock", json={"advance_seconds": DAY})

    client.prepay_jsapi(prepay)

    [order] = world.ledger.rows("SELECT pay_before FROM orders")
    assert order["pay_before"] - world.book_now() == 1800


def test_jump_lets_what_waits_fall_due(hands, world, paid):
    deliveries.deliver_due(world, post=lambda *_: 500)
    [row] = world.ledger.rows("SELECT due_at FROM deliveries")
    assert row["due_at"] > world.book_now()

    hands.post("/sim/clock", json={"advance_seconds": 15})
    deliveries.deliver_due(world, post=lambda *_: 204)

    [row] = world.ledger.rows("SELECT state FROM deliveries")
    assert row["state"] == "delivered"


def test_new_haste_shortens_what_waits_already(hands, world, paid):
    deliveries.deliver_due(world, post=lambda *_: 500)

    answer = hands.post("/sim/clock", json={"haste": 15}).get_json()

    assert answer["haste"] == 15
    [row] = world.ledger.rows("SELECT due_at FROM deliveries")
    assert row["due_at"] == world.book_now() + 1


def test_jump_survives_a_restart(hands, world, tmp_path, identity):
    hands.post("/sim/clock", json={"advance_seconds": DAY})

    again = World(identity=identity, ledger=Ledger(tmp_path / "ledger.sqlite3"))

    assert again.ahead == DAY


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"haste": 0},
        {"haste": "fast"},
        {"advance_seconds": -1},
        {"haste": 5, "advance_seconds": "x"},
    ],
)
def test_unusable_clock_changes_nothing(hands, world, body):
    assert hands.post("/sim/clock", json=body).status_code == 400
    assert (world.haste, world.ahead) == (1, 0)
