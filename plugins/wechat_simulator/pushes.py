"""Message pushes: what WeChat tells a mini-program's server about its orders."""

import http.client
import json
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from .push_envelope import envelope, query_of
from .world import World

RETRIES = 3
RETRY_SECONDS = 5
ANSWER_SECONDS = 5
READ_BYTES = 1024
OPERATION = "push"

Answer = tuple[int, bytes]
Send = Callable[[str, bytes | None], Answer]


def queue(
    world: World, books: sqlite3.Connection, *, order: Mapping[str, Any], event: str, **fields: Any
) -> None:
    """Enter an event about a paid order into the books, faults included."""
    content = {
        "ToUserName": world.identity.push_keys.original_id,
        "FromUserName": order["openid"],
        "CreateTime": int(world.book_now()),
        "MsgType": "event",
        "Event": event,
        "transaction_id": order["transaction_id"],
        "merchant_id": world.identity.mchid,
        "sub_merchant_id": "",
        "merchant_trade_no": order["out_trade_no"],
        "pay_time": int(order["success_at"]),
        **fields,
    }
    number = order["out_trade_no"]
    take = partial(world.faults.take, operation=OPERATION, order=number)
    late = take("push.late")
    row = (
        event,
        number,
        json.dumps(content, ensure_ascii=False),
        "lost" if take("push.lost") else "due",
        world.soon(late.value if late else 0),
    )
    for _ in range(2 if take("push.duplicate") else 1):
        books.execute(
            "INSERT INTO pushes (event, out_trade_no, content, state, due_at)"
            " VALUES (?, ?, ?, ?, ?)",
            row,
        )


def send(url: str, body: bytes | None) -> Answer:
    """Send one push, or a question when there is no body; status 0 is no answer."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=ANSWER_SECONDS)
    method, target = ("GET" if body is None else "POST"), f"{parts.path or '/'}?{parts.query}"
    try:
        connection.request(method, target, body=body, headers={"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read(READ_BYTES)
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def deliver_due(world: World, *, send: Send = send) -> float | None:
    """Attempt every push that is due; return the moment of the next attempt."""
    for row in world.ledger.rows(
        "SELECT pushes.*, orders.openid FROM pushes JOIN orders USING (out_trade_no)"
        " WHERE pushes.state = 'due' AND due_at <= ? ORDER BY due_at, id",
        world.book_now(),
    ):
        _attempt(world, row, send)
    soonest = world.ledger.row("SELECT min(due_at) AS at FROM pushes WHERE state = 'due'")
    return soonest["at"] if soonest else None


def _attempt(world: World, row: Mapping[str, Any], send: Send) -> None:
    query, body = envelope(
        world.identity.push_keys,
        row["content"].encode(),
        timestamp=int(world.now()),
        openid=row["openid"],
    )
    if world.faults.take("push.bad_signature", OPERATION, order=row["out_trade_no"]):
        query["msg_signature"] = secrets.token_hex(20)
    status, answer = send(f"{world.push_url}?{urlencode(query)}", body)
    attempts = row["attempts"] + 1
    if is_accepted(status, answer):
        state, due_at = "delivered", row["due_at"]
    elif attempts > RETRIES:
        state, due_at = "given_up", row["due_at"]
    else:
        state, due_at = "due", world.soon(RETRY_SECONDS)
    with world.ledger.write() as books:
        books.execute(
            "UPDATE pushes SET state = ?, attempts = ?, due_at = ?, last_status = ? WHERE id = ?",
            (state, attempts, due_at, status, row["id"]),
        )


def is_accepted(status: int, answer: bytes) -> bool:
    """Return whether a server has taken a push: `success`, or nothing said at all."""
    return status == 200 and answer.strip() in (b"", b"success")


def verify(world: World, *, send: Send = send) -> bool:
    """Do what the console does when a push address is typed in: ask for an echo."""
    echo = str(secrets.randbelow(10**18))
    query = query_of(world.identity.push_keys, timestamp=int(world.now())) | {"echostr": echo}
    status, answer = send(f"{world.push_url}?{urlencode(query)}", None)
    return status == 200 and answer.strip() == echo.encode()
