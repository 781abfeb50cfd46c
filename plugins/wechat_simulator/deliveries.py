"""Notifications: queued with what they report, signed anew for every attempt, retried.

At-least-once and never guaranteed, like WeChat's: a shop must stand repeats,
lateness and silence.
"""

import base64
import http.client
import json
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from .crypto import encrypted, signed_headers
from .world import World, rfc3339

# Seconds between attempts: 15 s, 15 s, 30 s, 3 min, 10 min, 20 min, 3 times
# 30 min, 1 h, 3 times 3 h, twice 6 h; 24 hours and 4 minutes in all.
WAITS = (15, 15, 30, 180, 600, 1200, *[1800] * 3, 3600, *[10800] * 3, *[21600] * 2)

ANSWER_SECONDS = 5
# Enough for the order of two attempts, whatever the haste.
OVERTAKEN_SECONDS = 0.01
ACCEPTED = (200, 204)

Post = Callable[[str, dict[str, str], bytes], int]


def queue(
    world: World,
    books: sqlite3.Connection,
    *,
    order: Mapping[str, Any],
    resource: Mapping[str, Any],
    event_type: str = "TRANSACTION.SUCCESS",
    summary: str = "支付成功",
    original_type: str = "transaction",
) -> None:
    """Enter a notification into the books, faults included.

    `original_type` says what it reports; faults can be limited to it.
    """
    plaintext = json.dumps(resource, ensure_ascii=False).encode()
    event_id = secrets.token_hex(16)
    body = {
        "id": event_id,
        "create_time": rfc3339(world.book_now()),
        "resource_type": "encrypt-resource",
        "event_type": event_type,
        "summary": summary,
        "resource": {
            "original_type": original_type,
            **encrypted(
                plaintext, apiv3_key=world.identity.apiv3_key, associated_data=original_type
            ),
        },
    }
    number = order["out_trade_no"]
    take = partial(world.faults.take, operation=original_type, order=number)
    held, late = take("notification.reordered"), take("notification.late")
    due_at = world.soon((late.value if late else 0) + (held.value if held else 0))
    row = (
        event_id,
        event_type,
        number,
        order["notify_url"],
        json.dumps(body, ensure_ascii=False).encode(),
        order["signed_with"],
        "lost" if take("notification.lost") else "due",
        due_at,
        int(held is not None),
    )
    copies = 2 if take("notification.duplicate") else 1
    if not held:
        _release(books, number, after=due_at)
    for _ in range(copies):
        books.execute(
            "INSERT INTO deliveries (event_id, event_type, out_trade_no, url, body,"
            " signed_with, state, due_at, held) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )


def _release(books: sqlite3.Connection, out_trade_no: str, *, after: float) -> None:
    """Let what was held back follow the later event that has now overtaken it."""
    books.execute(
        "UPDATE deliveries SET held = 0, due_at = ?"
        " WHERE out_trade_no = ? AND held = 1 AND state = 'due'",
        (after + OVERTAKEN_SECONDS, out_trade_no),
    )


def queue_again(world: World, out_trade_no: str) -> bool:
    """Send the notification of a paid order once more, under the same id."""
    with world.ledger.write() as books:
        copied = books.execute(
            "INSERT INTO deliveries (event_id, event_type, out_trade_no, url, body,"
            " signed_with, state, due_at)"
            " SELECT event_id, event_type, out_trade_no, url, body, signed_with, 'due', ?"
            " FROM deliveries WHERE out_trade_no = ? ORDER BY id LIMIT 1",
            (world.book_now(), out_trade_no),
        )
    world.wake_notifier()
    return copied.rowcount == 1


def post(url: str, headers: dict[str, str], body: bytes) -> int:
    """Deliver one notification and return the status; 0 when nobody answered."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=ANSWER_SECONDS)
    try:
        connection.request("POST", parts.path or "/", body=body, headers=headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def attempt_headers(
    world: World, *, body: bytes, signed_with: str, operation: str = "", order: str = ""
) -> dict[str, str]:
    """Sign one attempt, with the fault that is armed for it."""
    serial, key = world.identity.signer(signed_with)
    now = int(world.now())
    stale = world.faults.take("notification.stale_timestamp", operation, order=order)
    if stale:
        now -= int(stale.value)
    headers = signed_headers(key=key, serial=serial, body=body, timestamp=now)
    spoil(world, headers, where="notification", operation=operation, order=order)
    return {"Content-Type": "application/json", **headers}


def spoil(
    world: World, headers: dict[str, str], *, where: str, operation: str = "", order: str = ""
) -> None:
    """Break a signature the way the armed fault of this place says."""
    fault = world.faults.first(
        (f"{where}.bad_signature", f"{where}.signtest", f"{where}.unknown_serial"),
        operation,
        order=order,
    )
    if fault is None:
        return
    if fault.name.endswith("unknown_serial"):
        headers["Wechatpay-Serial"] = secrets.token_hex(20).upper()
    elif fault.name.endswith("signtest"):
        probe = "WECHATPAY/SIGNTEST/"
        headers["Wechatpay-Signature"] = probe + headers["Wechatpay-Signature"][len(probe) :]
    else:
        headers["Wechatpay-Signature"] = base64.b64encode(secrets.token_bytes(256)).decode()


def deliver_due(world: World, *, post: Post = post) -> float | None:
    """Attempt everything that is due; return the moment of the next attempt."""
    for row in world.ledger.rows(
        "SELECT * FROM deliveries WHERE state = 'due' AND due_at <= ? ORDER BY due_at, id",
        world.book_now(),
    ):
        _attempt(world, row, post)
    soonest = world.ledger.row("SELECT min(due_at) AS at FROM deliveries WHERE state = 'due'")
    return soonest["at"] if soonest else None


def _attempt(world: World, row: Mapping[str, Any], post: Post) -> None:
    headers = attempt_headers(
        world,
        body=row["body"],
        signed_with=row["signed_with"],
        operation="refund" if row["event_type"].startswith("REFUND") else "transaction",
        order=row["out_trade_no"],
    )
    status = post(row["url"], headers, row["body"])
    attempts = row["attempts"] + 1
    # The status alone decides: a 200 that says FAIL ends the retries.
    if status in ACCEPTED:
        state, due_at = "delivered", row["due_at"]
    elif attempts > len(WAITS):
        state, due_at = "given_up", row["due_at"]
    else:
        state, due_at = "due", world.soon(WAITS[attempts - 1])
    with world.ledger.write() as books:
        books.execute(
            "UPDATE deliveries SET state = ?, attempts = ?, due_at = ?, last_status = ?"
            " WHERE id = ?",
            (state, attempts, due_at, status, row["id"]),
        )
