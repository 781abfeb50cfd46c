"""What every answer must be, and what a refusal must leave alone."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from saleor_config.home import REPOSITORY

#: What a refusal may write: guesses are counted, refusals audited, sign-ups noted, and what WeChat
#: says that contradicts our books is kept for a person.
MAY_BE_WRITTEN = re.compile(
    r"^(mall_kernel_auditentry|django_session|mall_accounts_.*|mall_wechat_pay_notificationevent)$"
)
INTERNALS = re.compile(
    r"Traceback \(most|File \"/|site-packages|psycopg|duplicate key|violates |object at 0x"
    r"|DETAIL:|IntegrityError|DataError|NoneType|has no attribute|object is not|unhashable"
    r"|positional argument|invalid literal for|codec can't|not all arguments|list index"
    r"|takes no arguments|must be str|relation \"|plugins/|saleor/|" + re.escape(f"{REPOSITORY}/")
)


class _Logged(logging.Handler):
    """Remembers what the client is not told."""

    last = ""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        trace = error.__traceback__ if error else None
        places = [
            f"{frame.filename.rsplit('/', 3)[-3:]}:{frame.lineno}"
            for frame in traceback.extract_tb(trace)
        ][-3:]
        self.last = f"{error!r:.300} at {places}"


LOGGED = _Logged()
logging.getLogger("shop.door").addHandler(LOGGED)


class Fault(AssertionError):
    """The shop failed, or told what nobody outside may know."""


def ask(send: Callable[[], Any]) -> Any:
    """Send, look at the answer and the database, and take back what was written."""
    with transaction.atomic():
        before = _touched()
        with transaction.atomic():
            response = send()
            body = b"".join(response) if response.streaming else response.content
            refused = look_at(response, body)
            tables = [name for name, count in _touched().items() if before.get(name) != count]
            tables = [name for name in tables if not MAY_BE_WRITTEN.match(name)]
            after = _contents(tables) if refused else {}
            transaction.set_rollback(True)
        if refused and after != _contents(tables):
            raise Fault(f"refused, yet written: {sorted(tables)}: {body[:300]!r}")
        transaction.set_rollback(True)
    return response


def look_at(response: Any, body: bytes) -> bool:
    """Whether it was refused.

    Raises:
        Fault: 5xx, an internal error, or internals in the text.
    """
    text = body.decode("utf-8", "replace")
    if response.status_code >= 500:
        error = getattr(response, "exc_info", None)
        raise Fault(f"{response.status_code}: {error[1]!r}" if error else text[:600])
    if '"code": "INTERNAL"' in text:
        raise Fault(f"internal error: {LOGGED.last}")
    # Pictures and PDF are bytes by chance.
    if "json" in response.get("Content-Type", "") or "text" in response.get("Content-Type", ""):
        found = INTERNALS.search(text)
        if found:
            raise Fault(f"tells internals ({found.group()}): {text[:600]}")
    if response.status_code >= 400:
        return True
    return "json" in response.get("Content-Type", "") and _is_refusal(response)


def _is_refusal(response: Any) -> bool:
    answer = response.json()
    if not isinstance(answer, dict):
        return False
    data = answer.get("data")
    if answer.get("errors"):
        return not data or all(value is None for value in data.values())
    return bool(data) and all(
        isinstance(value, dict) and value.get("errors") for value in data.values()
    )


def _touched() -> dict[str, tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return {name: tuple(counts) for name, *counts in cursor.fetchall()}


def _contents(tables: list[str]) -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), ''))"
                f' FROM "{table}" AS t'
            )
            [found[table]] = cursor.fetchone()
    return found
