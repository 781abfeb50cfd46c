"""Notifications of payments, posted as WeChat posts them; each pays another order.

Saleor as it comes has no such thing to compare with. The baseline is the smallest
view of the same server, asked in turn with it: the ratio is what all the proving,
storing and booking costs.
"""

from __future__ import annotations

import http.client
import json
import os
import queue
import secrets
import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from saleor_config.bench.load import Load, describe, measure, warm_up
from saleor_config.bench.scenarios import BenchFailed
from saleor_config.home import ShopHome

PATH = "/wechat-pay/notify/"
TITLE = "支付通知 · payment notifications"
# More than any machine we know answers, and so many bytes of rows are soon written.
MOST_PER_SECOND = 400


@dataclass(frozen=True)
class Message:
    headers: dict[str, str]
    body: bytes


def give_keys(home: ShopHome, *, port: int) -> None:
    """Let the shop trust a simulated WeChat, whoever the real merchant is."""
    from plugins.wechat_simulator.server import prepare

    for name in [name for name in os.environ if name.startswith("WECHAT_")]:
        del os.environ[name]
    prepare(home=home.wechat, port=port + 1, notify_url=f"http://127.0.0.1:{port}{PATH}")


def messages_of(home: ShopHome, *, count: int) -> queue.SimpleQueue[Message]:
    """Open `count` orders with a payment each, and sign a notification of every payment."""
    from plugins.wechat_simulator.crypto import encrypted, signed_headers
    from plugins.wechat_simulator.identity import load_identity

    identity = load_identity(home.wechat)
    serial, key = identity.signer("")
    now = int(time.time())
    waiting: queue.SimpleQueue[Message] = queue.SimpleQueue()
    for payment in _payments(count=count, appid=identity.appid, mchid=identity.mchid):
        resource = {
            "appid": payment.appid,
            "mchid": payment.mchid,
            "out_trade_no": payment.out_trade_no,
            "transaction_id": f"42{secrets.randbelow(10**26):026d}",
            "trade_state": "SUCCESS",
            "success_time": datetime.now().astimezone().isoformat(timespec="seconds"),
            "payer": {"openid": payment.openid},
            "amount": {"total": payment.total_fen, "currency": "CNY"},
        }
        sealed = encrypted(
            json.dumps(resource).encode(),
            apiv3_key=identity.apiv3_key,
            associated_data="transaction",
        )
        event = {
            "id": secrets.token_hex(16),
            "event_type": "TRANSACTION.SUCCESS",
            "resource_type": "encrypt-resource",
            "resource": sealed,
        }
        body = json.dumps(event).encode()
        headers = signed_headers(key=key, serial=serial, body=body, timestamp=now)
        waiting.put(Message({"Content-Type": "application/json", **headers}, body))
    return waiting


def _payments(*, count: int, appid: str, mchid: str) -> list[Any]:
    """Write copies of an order that the other scenarios placed, each awaiting its payment."""
    from uuid import uuid4

    from django.db import transaction
    from django.utils import timezone
    from saleor.order.models import Order

    from plugins.orders.models import PlacedOrder
    from plugins.wechat_pay.models import WechatPayment

    pattern = PlacedOrder.objects.filter(state="awaiting_payment").select_related("order").last()
    if pattern is None:
        raise BenchFailed("没有待付款的订单 · no order awaits payment")
    now = timezone.now()
    # What has to add up is looked at when all of it is written.
    with transaction.atomic():
        orders = Order.objects.bulk_create(
            [
                _copy(pattern.order, token=str(uuid4()), checkout_token=str(uuid4()))
                for _ in range(count)
            ],
            batch_size=500,
        )
        PlacedOrder.objects.bulk_create(
            [
                _copy(
                    pattern,
                    order=order,
                    number=f"B{secrets.token_hex(7)}",
                    checkout_token=uuid4(),
                    idempotency_key=secrets.token_hex(16),
                    placed_at=now,
                    pay_by=now + timedelta(hours=2),
                )
                for order in orders
            ],
            batch_size=500,
        )
        _copy_parts(pattern.order, orders)
    return WechatPayment.objects.bulk_create(
        [
            WechatPayment(
                order=order,
                out_trade_no=secrets.token_hex(16),
                appid=appid,
                mchid=mchid,
                openid="o-bench",
                description="金牛麻花",
                notify_url=f"http://127.0.0.1{PATH}",
                total_fen=pattern.total_fen,
                opened_at=now,
                pay_by=now + timedelta(hours=2),
                check_after=now + timedelta(hours=2),
            )
            for order in orders
        ],
        batch_size=500,
    )


def _copy_parts(pattern: Any, orders: list[Any]) -> None:
    """Give each copy the lines and the enterprises' parts of the order it was made from."""
    from saleor.order.models import OrderLine

    from plugins.child_orders.models import ChildLine, ChildOrder

    for child in pattern.child_orders.all():
        children = ChildOrder.objects.bulk_create(
            [_copy(child, order=each, number=f"B{secrets.token_hex(9)}") for each in orders],
            batch_size=500,
        )
        for line in child.lines.select_related("order_line"):
            goods = OrderLine.objects.bulk_create(
                [_copy(line.order_line, order=each) for each in orders], batch_size=500
            )
            ChildLine.objects.bulk_create(
                [
                    _copy(line, child_order=part, order_line=copied)
                    for part, copied in zip(children, goods, strict=True)
                ],
                batch_size=500,
            )


def _copy(row: Any, **changes: Any) -> Any:
    made = copy(row)
    made._state = copy(row._state)
    made.pk = None
    made._state.adding = True
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def compare_notifications(
    home: ShopHome, *, port: int, users: int, rounds: int, seconds: float
) -> tuple[Load, Load]:
    """Measure notifications and the smallest view of the same server, in turn."""
    waiting = messages_of(home, count=int(seconds * MOST_PER_SECOND) + users * 10)
    posters = [_poster(port, waiting) for _ in range(users)]
    getters = [_getter(port) for _ in range(users)]
    posted: list[float] = []
    got: list[float] = []
    for each in (posters, getters):
        warm_up(each)
    for _ in range(rounds):
        posted += measure(posters, seconds=seconds / rounds)
        got += measure(getters, seconds=seconds / rounds)
    return describe(posted, users=users), describe(got, users=users)


def _poster(port: int, waiting: queue.SimpleQueue[Message]) -> Callable[[], None]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def post() -> None:
        try:
            message = waiting.get_nowait()
        except queue.Empty:
            raise BenchFailed("通知不够 · out of notifications: lower BENCH_SECONDS") from None
        connection.request("POST", PATH, message.body, message.headers)
        _refuse_other(connection.getresponse(), 204)

    return post


def _getter(port: int) -> Callable[[], None]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get() -> None:
        connection.request("GET", "/healthz")
        _refuse_other(connection.getresponse(), 200)

    return get


def _refuse_other(answer: http.client.HTTPResponse, status: int) -> None:
    content = answer.read()
    if answer.status != status:
        raise BenchFailed(f"{answer.status} {content[:200]!r}")
