"""Shipped, confirmed, settled; and what the shop is told of it by pushes."""

import base64
import hashlib
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from plugins.wechat_simulator import orders, people, pushes, settlement, shipments, shipping

DAY = 86400
UPLOADED = "2025-11-25T00:00:00.000+08:00"


class PushServer:
    """A shop's push address: checks and opens what arrives the way a shop must."""

    def __init__(self, world, answer=(200, b"success")):
        self.keys = world.identity.push_keys
        self.answer = answer
        self.seen = []
        self.forged = 0

    def __call__(self, url, body):
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        stamp, nonce = query["timestamp"], query["nonce"]
        assert query["signature"] == self.sha1(self.keys.token, stamp, nonce)
        if body is None:
            return 200, query["echostr"].encode()
        envelope = json.loads(body)
        assert envelope["ToUserName"] == self.keys.original_id
        if query["msg_signature"] != self.sha1(self.keys.token, stamp, nonce, envelope["Encrypt"]):
            self.forged += 1
            return 403, b""
        self.seen.append(self.opened(envelope["Encrypt"]))
        assert query["openid"] == self.seen[-1]["FromUserName"]
        return self.answer

    @staticmethod
    def sha1(*parts):
        return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()

    def opened(self, encrypted):
        key = base64.b64decode(self.keys.aes_key + "=")
        decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
        raw = decryptor.update(base64.b64decode(encrypted)) + decryptor.finalize()
        assert 1 <= raw[-1] <= 32
        assert len(raw) % 32 == 0
        raw = raw[16 : -raw[-1]]
        length = int.from_bytes(raw[:4], "big")
        assert raw[4 + length :].decode() == self.keys.appid
        return json.loads(raw[4 : 4 + length])


@pytest.fixture
def server(world):
    return PushServer(world)


@pytest.fixture
def paid(world):
    orders.prepay(
        world,
        {
            "appid": world.identity.appid,
            "mchid": world.identity.mchid,
            "description": "殷祖白茶",
            "out_trade_no": "tea-0001",
            "notify_url": "http://127.0.0.1:8000/wechat-pay/notify/",
            "amount": {"total": 12800, "currency": "CNY"},
            "payer": {"openid": people.user_create(world)},
        },
        signed_with="",
    )
    return orders.pay(world, "tea-0001")


@pytest.fixture
def ship(world, paid):
    """`ship()` reports an express parcel; `ship(4)` a pick-up."""

    def report(kind=1):
        parcel = {"item_desc": "殷祖白茶"}
        if kind == 1:
            parcel |= {"tracking_no": "75312345", "express_company": "ZTO"}
        shipping.upload(
            world,
            {
                "order_key": {"order_number_type": 2, "transaction_id": paid["transaction_id"]},
                "logistics_type": kind,
                "delivery_mode": 1,
                "shipping_list": [parcel],
                "upload_time": UPLOADED,
                "payer": {"openid": paid["openid"]},
            },
        )

    return report


def told(world, server):
    """Do what is due and return the events that arrived, oldest first."""
    settlement.settle_due(world)
    pushes.deliver_due(world, send=server)
    return server.seen


def test_shipping_is_pushed_with_the_expected_settlement(world, clock, paid, ship, server):
    ship()

    [event] = told(world, server)

    assert event == {
        "ToUserName": world.identity.push_keys.original_id,
        "FromUserName": paid["openid"],
        "CreateTime": int(clock()),
        "MsgType": "event",
        "Event": "trade_manage_order_settlement",
        "transaction_id": paid["transaction_id"],
        "merchant_id": world.identity.mchid,
        "sub_merchant_id": "",
        "merchant_trade_no": "tea-0001",
        "pay_time": int(clock()),
        "shipped_time": int(clock()),
        "estimated_settlement_time": int(clock()) + 11 * DAY,
    }


def test_buyer_confirms_and_the_day_after_it_is_settled(hands, world, clock, paid, ship, server):
    ship()
    clock.forward(3600)
    assert hands.post("/sim/orders/tea-0001/confirm").get_json()["errcode"] == 0
    confirmed = int(clock())
    assert shipments.state_of(world, paid) == shipments.CONFIRMED

    clock.forward(DAY)
    settled = told(world, server)[-1]

    assert settled["confirm_receive_method"] == 2
    assert settled["confirm_receive_time"] == confirmed
    assert settled["settlement_time"] == confirmed + DAY
    assert shipments.state_of(world, paid) == shipments.SETTLED
    assert settlement.settle_due(world) is None


@pytest.mark.parametrize(("kind", "days"), [(1, 10), (4, 2)])
def test_time_confirms_for_a_silent_buyer(world, clock, paid, ship, server, kind, days):
    ship(kind)
    clock.forward(days * DAY - 1)
    told(world, server)
    assert shipments.state_of(world, paid) == shipments.SHIPPED

    clock.forward(1)
    told(world, server)
    assert shipments.state_of(world, paid) == shipments.CONFIRMED
    clock.forward(DAY)

    assert told(world, server)[-1]["confirm_receive_method"] == 1


def test_haste_shortens_the_waiting_for_the_buyer(world, clock, paid, ship, server):
    world.haste = 10 * DAY
    ship()
    clock.forward(1)
    told(world, server)

    assert shipments.state_of(world, paid) == shipments.CONFIRMED


def test_refunded_order_is_never_settled(world, clock, paid, ship, server):
    ship()
    settlement.confirm(world, paid)
    with world.ledger.write() as books:
        books.execute(
            "INSERT INTO refunds VALUES ('r1', 'i1', 'tea-0001', ?, '', 12800, 12800, '', '', '',"
            " 'SUCCESS', 'SUCCESS', 0, 0, 1)",
            (paid["transaction_id"],),
        )
    clock.forward(DAY)

    assert len(told(world, server)) == 1
    assert shipments.state_of(world, paid) == shipments.REFUNDED
    assert settlement.settle_due(world) is None


def test_unshipped_order_is_reminded_of_after_two_days_once(world, clock, paid, server):
    clock.forward(2 * DAY - 1)
    assert told(world, server) == []

    clock.forward(1)
    [reminder] = told(world, server)
    clock.forward(5 * DAY)

    assert reminder["Event"] == "trade_manage_remind_shipping"
    assert reminder["msg"]
    assert len(told(world, server)) == 1


def test_shipped_order_is_not_reminded_of(world, clock, paid, ship, server):
    ship()
    clock.forward(3 * DAY)

    assert [event["Event"] for event in told(world, server)] == ["trade_manage_order_settlement"]


def test_person_reminds_and_settles_by_hand(hands, world, paid, ship, server):
    assert hands.post("/sim/orders/tea-0001/remind").get_json()["errcode"] == 0
    ship()
    assert hands.post("/sim/orders/tea-0001/settle").get_json()["errcode"] == 10060004
    hands.post("/sim/orders/tea-0001/confirm")

    assert hands.post("/sim/orders/tea-0001/settle").get_json()["errcode"] == 0
    assert hands.post("/sim/orders/tea-0001/settle").get_json()["errcode"] == 10060004
    assert len(told(world, server)) == 3


@pytest.mark.parametrize("answer", [(0, b""), (500, b"success"), (200, b"FAIL"), (404, b"")])
def test_refused_push_is_sent_four_times_five_seconds_apart(world, clock, paid, ship, answer):
    ship()
    server, start, moments = PushServer(world, answer), clock(), []

    due = clock()
    while due is not None:
        clock.seconds = due
        moments.append(due - start)
        due = pushes.deliver_due(world, send=server)

    assert moments == [0, 5, 10, 15]
    [row] = world.ledger.rows("SELECT state, attempts FROM pushes")
    assert row == {"state": "given_up", "attempts": 4}


@pytest.mark.parametrize("answer", [(200, b"success"), (200, b"")])
def test_success_or_silence_takes_a_push(world, paid, ship, answer):
    ship()

    assert pushes.deliver_due(world, send=PushServer(world, answer)) is None


def test_pushes_can_be_late_lost_or_doubled(world, clock, paid, server):
    for fault in ("push.late", "push.lost", "push.duplicate"):
        world.faults.arm(fault)
        settlement.remind(world, paid)

    assert pushes.deliver_due(world, send=server) == clock() + 30
    assert len(server.seen) == 2
    clock.forward(30)
    pushes.deliver_due(world, send=server)
    assert len(server.seen) == 3
    states = [row["state"] for row in world.ledger.rows("SELECT state FROM pushes")]
    assert sorted(states) == ["delivered", "delivered", "delivered", "lost"]


def test_forged_push_is_followed_by_a_good_one(world, clock, paid, server):
    world.faults.arm("push.bad_signature")
    settlement.remind(world, paid)
    pushes.deliver_due(world, send=server)
    clock.forward(5)
    pushes.deliver_due(world, send=server)

    assert (server.forged, len(server.seen)) == (1, 1)


def test_address_is_verified_by_an_echo(world, server):
    assert pushes.verify(world, send=server)
    assert not pushes.verify(world, send=lambda *_: (200, b"something else"))


def test_ledger_lists_pushes(hands, paid, ship):
    ship()

    [push] = hands.get("/sim/ledger").get_json()["pushes"]

    assert (push["state"], push["content"]["merchant_trade_no"]) == ("due", "tea-0001")
