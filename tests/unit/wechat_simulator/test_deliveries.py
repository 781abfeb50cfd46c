"""Notifications: signed anew for every attempt, retried for a day."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from plugins.wechat_simulator import deliveries, orders, people
from plugins.wechat_simulator.crypto import is_signed_by

NOTIFY = "http://127.0.0.1:8000/wechat-pay/notify/"


class Shop:
    """What a shop's notification URL saw, and what it answers."""

    def __init__(self, status=204):
        self.status = status
        self.seen = []

    def __call__(self, url, headers, body):
        self.seen.append((url, headers, body))
        return self.status


@pytest.fixture
def paid(world):
    """`paid()` makes a paid order, signed for with the public key."""

    def make(number="tea-0001"):
        orders.prepay(
            world,
            {
                "appid": world.identity.appid,
                "mchid": world.identity.mchid,
                "description": "殷祖白茶",
                "out_trade_no": number,
                "notify_url": NOTIFY,
                "amount": {"total": 12800, "currency": "CNY"},
                "payer": {"openid": people.user_create(world)},
            },
            signed_with=world.identity.public_key_id,
        )
        return orders.pay(world, number)

    return make


def is_genuine(world, headers, body):
    serial = headers["Wechatpay-Serial"]
    if serial not in world.identity.signing_keys:
        return False
    stamp, nonce = headers["Wechatpay-Timestamp"], headers["Wechatpay-Nonce"]
    return is_signed_by(
        world.identity.signing_keys[serial].public_key(),
        message=f"{stamp}\n{nonce}\n".encode() + body + b"\n",
        signature=headers["Wechatpay-Signature"],
    )


def test_notification_says_what_was_paid(world, paid):
    order, shop = paid(), Shop()

    assert deliveries.deliver_due(world, post=shop) is None

    [(url, headers, body)] = shop.seen
    assert url == NOTIFY
    assert is_genuine(world, headers, body)
    assert headers["Wechatpay-Serial"] == world.identity.public_key_id
    envelope = json.loads(body)
    resource = envelope["resource"]
    plain = AESGCM(world.identity.apiv3_key.encode()).decrypt(
        resource["nonce"].encode(),
        base64.b64decode(resource["ciphertext"]),
        resource["associated_data"].encode(),
    )
    assert envelope["event_type"] == "TRANSACTION.SUCCESS"
    assert json.loads(plain)["transaction_id"] == order["transaction_id"]
    assert json.loads(plain)["amount"]["total"] == 12800


@pytest.mark.parametrize("status", [0, 302, 400, 401, 500])
def test_refused_notification_is_sent_sixteen_times_over_a_day(world, paid, clock, status):
    paid()
    shop = Shop(status)
    start, moments = clock(), []

    due = clock()
    while due is not None:
        clock.seconds = due
        moments.append(due - start)
        due = deliveries.deliver_due(world, post=shop)

    assert len(shop.seen) == 16
    assert moments[:6] == [0, 15, 30, 60, 240, 840]
    assert moments[-1] == 24 * 3600 + 4 * 60
    assert all(is_genuine(world, headers, body) for _, headers, body in shop.seen)
    stamps = [int(headers["Wechatpay-Timestamp"]) for _, headers, _ in shop.seen]
    assert stamps == [int(start + moment) for moment in moments]
    assert len({body for _, _, body in shop.seen}) == 1
    [row] = world.ledger.rows("SELECT state, attempts FROM deliveries")
    assert row == {"state": "given_up", "attempts": 16}


def test_haste_shortens_the_waiting(world, paid, clock):
    world.haste = 15
    paid()

    assert deliveries.deliver_due(world, post=Shop(500)) == clock() + 1


def test_ok_ends_the_retries(world, paid, clock):
    paid()
    deliveries.deliver_due(world, post=Shop(500))
    clock.forward(15)
    shop = Shop(200)
    deliveries.deliver_due(world, post=shop)
    clock.forward(86400)

    assert deliveries.deliver_due(world, post=shop) is None
    assert len(shop.seen) == 1


@pytest.mark.parametrize("fault", ["bad_signature", "signtest", "unknown_serial"])
def test_spoiled_attempt_is_followed_by_a_good_one(world, paid, clock, fault):
    paid()
    world.faults.arm(f"notification.{fault}")
    shop = Shop(401)
    deliveries.deliver_due(world, post=shop)
    clock.forward(15)
    deliveries.deliver_due(world, post=shop)

    verdicts = [is_genuine(world, headers, body) for _, headers, body in shop.seen]
    assert verdicts == [False, True]


def test_probe_names_itself(world, paid):
    paid()
    world.faults.arm("notification.signtest")
    shop = Shop(401)
    deliveries.deliver_due(world, post=shop)

    [(_, headers, _)] = shop.seen
    assert headers["Wechatpay-Signature"].startswith("WECHATPAY/SIGNTEST/")


def test_stale_attempt_is_genuine_and_old(world, paid, clock):
    paid()
    world.faults.arm("notification.stale_timestamp", value=400)
    shop = Shop(401)
    deliveries.deliver_due(world, post=shop)

    [(_, headers, body)] = shop.seen
    assert is_genuine(world, headers, body)
    assert int(headers["Wechatpay-Timestamp"]) == clock() - 400


def test_late_duplicate_and_lost_are_decided_with_the_payment(world, paid, clock):
    world.faults.arm("notification.late", value=90)
    paid("late-0001")
    world.faults.arm("notification.duplicate")
    paid("twice-0001")
    world.faults.arm("notification.lost")
    paid("lost-0001")
    shop = Shop()

    assert deliveries.deliver_due(world, post=shop) == clock() + 90
    twice = [json.loads(body)["id"] for _, _, body in shop.seen]
    assert len(twice) == 2
    assert len(set(twice)) == 1
    clock.forward(90)
    deliveries.deliver_due(world, post=shop)
    assert len(shop.seen) == 3
    assert not world.faults.armed()
