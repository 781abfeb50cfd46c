"""Users, login codes, phone codes, access tokens and messages."""

import base64
import json
import secrets
import sqlite3
from collections.abc import Mapping
from typing import Any

from .world import World

CODE_SECONDS = 300
TOKEN_SECONDS = 7200
# A stable token is renewed this long before its end; both are then valid.
OVERLAP_SECONDS = 300
FORCED_PER_DAY = 20
FORCED_EVERY_SECONDS = 30

_LONGEST_VALUE = {"thing": 20, "number": 32, "character_string": 32, "name": 10}


class Refused(Exception):
    """An answer with an errcode. WeChat sends it with HTTP status 200."""

    def __init__(self, errcode: int, errmsg: str) -> None:
        self.errcode = errcode
        self.errmsg = errmsg
        super().__init__(f"{errcode} {errmsg}")


def user_create(world: World, *, nickname: str = "") -> str:
    openid = f"o{secrets.token_urlsafe(20)}"[:28]
    phone = "13" + "".join(secrets.choice("0123456789") for _ in range(9))
    with world.ledger.write() as books:
        books.execute(
            "INSERT INTO users (openid, nickname, phone, created_at) VALUES (?, ?, ?, ?)",
            (openid, nickname or f"微信用户{openid[-4:]}", phone, world.book_now()),
        )
    return openid


def user_block(world: World, *, openid: str) -> None:
    with world.ledger.write() as books:
        books.execute("UPDATE users SET blocked = 1 WHERE openid = ?", (openid,))


def is_user(world: World, openid: str) -> bool:
    return world.ledger.row("SELECT 1 FROM users WHERE openid = ?", openid) is not None


def openid_in(world: World, person: str, *, appid: str) -> str:
    """Return the openid by which an app knows a person.

    The mini-program's is her key here; the official account's differs in its first
    letter, so that a folder of an earlier version needs no new column.
    """
    return f"p{person[1:]}" if appid == world.identity.official_appid else person


def person_of(world: World, openid: str, *, appid: str) -> str:
    """Return whom an app's openid means; empty for nobody this app knows."""
    person = f"o{openid[1:]}" if appid == world.identity.official_appid else openid
    same = openid_in(world, person, appid=appid) == openid
    return person if same and is_user(world, person) else ""


def unionid_of(person: str) -> str:
    """Return the id that all apps of one owner share."""
    return f"u{person[1:]}"


def web_code_create(world: World, *, person: str, scope: str) -> str:
    """Make what WeChat sends a browser back with after it asked who she is."""
    code = f"0{secrets.token_urlsafe(24)}"
    with world.ledger.write() as books:
        books.execute(
            "INSERT INTO web_codes (code, scope, openid, expires_at) VALUES (?, ?, ?, ?)",
            (code, scope, person, world.book_now() + CODE_SECONDS),
        )
    return code


def web_code_redeem(world: World, *, code: str) -> dict[str, Any]:
    """Use a web code up; return its person and scope.

    Raises:
        Refused: unknown, expired or used code, or a blocked user.
    """
    with world.ledger.write() as books:
        row = books.execute(
            "SELECT web_codes.*, users.blocked FROM web_codes JOIN users USING (openid)"
            " WHERE code = ?",
            (code,),
        ).fetchone()
        return _used_up(world, books, row, table="web_codes")


def code_create(world: World, *, openid: str, purpose: str) -> str:
    """Make what `wx.login` or the phone button hands to a mini-program."""
    code = f"0{secrets.token_urlsafe(24)}"
    with world.ledger.write() as books:
        books.execute(
            "INSERT INTO codes (code, purpose, openid, expires_at) VALUES (?, ?, ?, ?)",
            (code, purpose, openid, world.book_now() + CODE_SECONDS),
        )
    return code


def code_redeem(world: World, *, code: str, purpose: str) -> dict[str, Any]:
    """Use a code up and return its user.

    Raises:
        Refused: unknown, expired or used code, or a blocked user.
    """
    with world.ledger.write() as books:
        row = books.execute(
            "SELECT codes.*, users.phone, users.blocked FROM codes JOIN users USING (openid)"
            " WHERE code = ? AND purpose = ?",
            (code, purpose),
        ).fetchone()
        return _used_up(world, books, row, table="codes")


def _used_up(
    world: World, books: sqlite3.Connection, row: sqlite3.Row | None, *, table: str
) -> dict[str, Any]:
    if row is None or row["expires_at"] <= world.book_now():
        raise Refused(40029, "invalid code")
    if row["used_at"] is not None:
        raise Refused(40163, "code been used")
    if row["blocked"]:
        raise Refused(40226, "code blocked")
    books.execute(
        f"UPDATE {table} SET used_at = ? WHERE code = ?",  # noqa: S608 - ours
        (world.book_now(), row["code"]),
    )
    return dict(row)


def session_key() -> str:
    """Return 16 random bytes; a new login brings a new key."""
    return base64.b64encode(secrets.token_bytes(16)).decode()


def token_stable(world: World, *, force: bool) -> tuple[str, int]:
    """Return the stable access token and the seconds it still has."""
    now = world.book_now()
    with world.ledger.write() as books:
        latest = books.execute(
            "SELECT * FROM tokens WHERE kind = 'stable' ORDER BY issued_at DESC LIMIT 1"
        ).fetchone()
        if force:
            _check_forced(books, now)
            books.execute("UPDATE tokens SET expires_at = ? WHERE kind = 'stable'", (now,))
        elif latest is not None and latest["expires_at"] - OVERLAP_SECONDS > now:
            return latest["token"], int(latest["expires_at"] - now)
        return _new_token(books, kind="stable", now=now, forced=force), TOKEN_SECONDS


def token_legacy(world: World) -> tuple[str, int]:
    """Return a fresh token; the one before it dies after the overlap."""
    now = world.book_now()
    with world.ledger.write() as books:
        books.execute(
            "UPDATE tokens SET expires_at = min(expires_at, ?) WHERE kind = 'legacy'",
            (now + OVERLAP_SECONDS,),
        )
        return _new_token(books, kind="legacy", now=now, forced=False), TOKEN_SECONDS


def _check_forced(books: sqlite3.Connection, now: float) -> None:
    forced = [
        row["issued_at"]
        for row in books.execute(
            "SELECT issued_at FROM tokens WHERE forced = 1 AND issued_at > ?", (now - 86400,)
        )
    ]
    if len(forced) >= FORCED_PER_DAY:
        raise Refused(45009, "reach max api daily quota limit")
    if forced and now - max(forced) < FORCED_EVERY_SECONDS:
        raise Refused(45011, "api minute-quota reach limit, must slower, retry next minute")


def _new_token(books: sqlite3.Connection, *, kind: str, now: float, forced: bool) -> str:
    token = f"{secrets.randbelow(90) + 10}_{secrets.token_urlsafe(102)}"
    books.execute(
        "INSERT INTO tokens VALUES (?, ?, ?, ?, ?)",
        (token, kind, now, now + TOKEN_SECONDS, int(forced)),
    )
    return token


def token_check(world: World, token: str) -> None:
    """Accept an access token.

    Raises:
        Refused: missing, unknown or expired.
    """
    if not token:
        raise Refused(41001, "access_token missing")
    row = world.ledger.row("SELECT expires_at FROM tokens WHERE token = ?", token)
    if row is None:
        raise Refused(40001, "invalid credential, access_token is invalid or not latest")
    if row["expires_at"] <= world.book_now():
        raise Refused(42001, "access_token expired")


def subscription_grant(world: World, *, openid: str, template_id: str) -> None:
    """A person taps “允许” once: one message may be sent."""
    with world.ledger.write() as books:
        books.execute(
            "INSERT INTO subscriptions VALUES (?, ?, 1)"
            " ON CONFLICT DO UPDATE SET times = times + 1",
            (openid, template_id),
        )


def message_send(world: World, *, openid: str, template_id: str, message: Mapping) -> int:
    """Record a subscribe message and use one permission up.

    Raises:
        Refused: unknown user or template, a bad value, no permission left.
    """
    if not is_user(world, openid):
        raise Refused(40003, "invalid openid")
    if not template_id:
        raise Refused(40037, "invalid template_id")
    _check_values(message.get("data"))
    if world.faults.take("message.bad_value", "message"):
        raise Refused(47003, "argument invalid! data value invalid")
    if world.faults.take("message.not_subscribed", "message"):
        raise Refused(43101, "user refuse to accept the msg")
    with world.ledger.write() as books:
        used = books.execute(
            "UPDATE subscriptions SET times = times - 1"
            " WHERE openid = ? AND template_id = ? AND times > 0",
            (openid, template_id),
        )
        if used.rowcount == 0:
            raise Refused(43101, "user refuse to accept the msg")
        sent = books.execute(
            "INSERT INTO messages (openid, template_id, content, sent_at) VALUES (?, ?, ?, ?)",
            (openid, template_id, json.dumps(message, ensure_ascii=False), world.book_now()),
        )
        return int(sent.lastrowid or 0)


def _check_values(data: object) -> None:
    if not isinstance(data, dict) or not data:
        raise Refused(47003, "argument invalid! data")
    for key, entry in data.items():
        value = entry.get("value") if isinstance(entry, dict) else None
        longest = _LONGEST_VALUE.get(key.rstrip("0123456789"))
        if not isinstance(value, str) or not value or (longest and len(value) > longest):
            raise Refused(47003, f"argument invalid! data.{key}.value invalid")
