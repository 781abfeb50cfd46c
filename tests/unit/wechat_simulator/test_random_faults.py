"""Faults by chance: the same seed and the same history meet the same ones."""

import pytest

from plugins.wechat_simulator import deliveries, orders
from plugins.wechat_simulator.faults import FaultBoard
from plugins.wechat_simulator.known_faults import KNOWN
from plugins.wechat_simulator.random_faults import UnknownFault, random_faults

ASKS = [(name, operation) for name in KNOWN for operation in ("prepay", "query", "refund")]


def met(mode, order):
    """Everything that happens to an order which asks for each fault thrice."""
    draws = [(name, where, mode.draw(name, where, order)) for name, where in ASKS * 3]
    return [draw for draw in draws if draw[2] is not None]


def test_same_seed_gives_the_same_faults_whatever_other_orders_do():
    calm, busy = (random_faults(seed=7, rate=0.3, by="number") for _ in range(2))

    alone = met(calm, "tea-0001")
    for order in ("rice-0001", "wine-0001"):
        met(busy, order)
    among_others = met(busy, "tea-0001")

    assert alone == among_others
    assert alone


def test_orders_are_told_by_their_turn_since_a_shop_numbers_them_anew():
    first, second = (random_faults(seed=7, rate=0.3) for _ in range(2))

    today = [met(first, order) for order in ("a1", "b2")]
    tomorrow = [met(second, order) for order in ("c3", "d4")]

    assert today == tomorrow
    assert today[0] != today[1]


def test_another_seed_gives_other_faults():
    one, other = (met(random_faults(seed=seed, rate=0.3), "a") for seed in (1, 2))

    assert one != other


@pytest.mark.parametrize(("rate", "count"), [(0, 0), (1, len(ASKS) * 3)])
def test_rate_is_the_chance_of_each_ask(rate, count):
    assert len(met(random_faults(seed=1, rate=rate), "a")) == count


def test_limit_is_per_order():
    mode = random_faults(seed=1, rate=1, most=2)

    assert [len(met(mode, order)) for order in ("a", "b")] == [2, 2]


def test_drawn_seconds_stay_within_their_bounds():
    drawn = [(name, value) for name, _, (value, _) in met(random_faults(seed=3, rate=1), "a")]

    for name, value in drawn:
        low, high = KNOWN[name].bounds
        assert low <= value <= high


def test_only_named_faults_happen_and_unknown_names_are_refused():
    mode = random_faults(seed=1, rate=1, names=["notification.lost"])

    assert {name for name, _, _ in met(mode, "a")} == {"notification.lost"}
    with pytest.raises(UnknownFault, match="weather"):
        random_faults(seed=1, rate=1, names=["weather.rain"])


def test_switching_off_ends_them():
    board = FaultBoard()
    board.randomize(random_faults(seed=1, rate=1))
    assert board.take("call.busy", "login") is not None

    board.randomize(None)

    assert board.take("call.busy", "login") is None


def test_page_of_the_campaign_switches_it_and_reads_what_happened(hands, world, client, prepay):
    answer = hands.post(
        "/sim/faults/random", json={"seed": 1, "rate": 1, "names": ["notification.duplicate"]}
    )
    assert answer.status_code == 201
    client.prepay_jsapi(prepay)
    orders.pay(world, prepay.out_trade_no)

    seen = hands.get(f"/sim/faults/random?order={prepay.out_trade_no}").get_json()

    assert seen["random"]["seed"] == 1
    happened = {
        "at": world.book_now(),
        "name": "notification.duplicate",
        "operation": "transaction",
        "order": prepay.out_trade_no,
        "value": 0.0,
        "by": "random",
        "ask": 1,
    }
    assert seen["history"] == [happened]
    [order] = hands.get("/sim/ledger").get_json()["orders"]
    assert order["faults"] == [happened]
    assert hands.get("/sim/faults/random?order=other").get_json()["history"] == []
    assert hands.delete("/sim/faults/random").get_json() == {"random": None}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"seed": 1},
        {"seed": "one", "rate": 0.1},
        {"seed": 1, "rate": 1.1},
        {"seed": 1, "rate": -0.1},
        {"seed": 1, "rate": 0.1, "most": -1},
        {"seed": 1, "rate": 0.1, "by": "weather"},
        {"seed": 1, "rate": 0.1, "names": 5},
    ],
)
def test_unusable_random_mode_changes_nothing(hands, world, body):
    assert hands.post("/sim/faults/random", json=body).status_code == 400
    assert world.faults.random_settings() is None


def test_request_brings_its_own_fault(hands, world, client, prepay):
    client.prepay_jsapi(prepay)
    path = f"/sim/orders/{prepay.out_trade_no}/pay"

    answer = hands.post(path, headers={"Wechat-Sim-Fault": "notification.late=90, call.busy"})

    assert answer.headers["Wechat-Sim-Fault"] == "notification.late"
    [row] = world.ledger.rows("SELECT due_at FROM deliveries")
    assert row["due_at"] == world.book_now() + 90
    # What the request had no use for is gone with it.
    assert world.faults.take("call.busy") is None


@pytest.mark.parametrize("header", ["weather.rain", "notification.late=soon"])
def test_unknown_fault_of_a_request_refuses_it(hands, world, client, prepay, header):
    client.prepay_jsapi(prepay)

    answer = hands.post(
        f"/sim/orders/{prepay.out_trade_no}/pay", headers={"Wechat-Sim-Fault": header}
    )

    assert (answer.status_code, answer.get_json()["code"]) == (400, "UNKNOWN_FAULT")
    assert orders.find(world, out_trade_no=prepay.out_trade_no)["state"] == "NOTPAY"


def test_fault_can_keep_to_one_order():
    board = FaultBoard()
    board.arm("notification.lost", order="tea-0001")

    assert board.take("notification.lost", "transaction", order="rice-0001") is None
    assert board.take("notification.lost", "transaction", order="tea-0001") is not None


def test_later_event_overtakes_the_held_one(hands, world, client, prepay, clock):
    client.prepay_jsapi(prepay)
    world.faults.arm("notification.reordered", operation="transaction")
    orders.pay(world, prepay.out_trade_no)
    seen = []

    def shop(_url, _headers, body):
        seen.append(body.split(b'"event_type": "')[1].split(b'"')[0].decode())
        return 204

    deliveries.deliver_due(world, post=shop)
    assert seen == []
    with world.ledger.write() as books:
        order = books.execute("SELECT * FROM orders").fetchone()
        deliveries.queue(
            world,
            books,
            order=order,
            resource={},
            event_type="REFUND.SUCCESS",
            original_type="refund",
        )
    clock.forward(1)
    deliveries.deliver_due(world, post=shop)

    assert seen == ["REFUND.SUCCESS", "TRANSACTION.SUCCESS"]


def test_held_notification_comes_at_last_by_itself(world, client, prepay, clock):
    client.prepay_jsapi(prepay)
    world.faults.arm("notification.reordered", value=60)
    orders.pay(world, prepay.out_trade_no)

    assert deliveries.deliver_due(world, post=lambda *_: 204) == clock() + 60
