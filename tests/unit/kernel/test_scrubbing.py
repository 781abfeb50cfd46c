"""Logs name nobody and open nothing."""

from __future__ import annotations

import io
import logging
import logging.config

import pytest
from django.conf import settings

from plugins.kernel.scrubbing import ScrubbingFormatter, scrubbed, scrubbed_event

OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123_-"


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("sms to 13800001234 failed", "13800001234"),
        ("call +86 138-0000-1234", "138-0000-1234"),
        ("identity 420281199003071234 refused", "420281199003071234"),
        ("identity 42028119900307123X", "42028119900307123X"),
        ("card 6222020200112233445", "6222020200112233445"),
        ("mail li.xiaomei+a@example.com bounced", "li.xiaomei"),
        (f"Authorization: JWT {TOKEN}", "eyJzdWIi"),
        (f"token {TOKEN} expired", "eyJzdWIi"),
        ("Bearer abcdef123456", "abcdef123456"),
        ("GET /sns/jscode2session?appid=wx1&secret=0a1b2c3d&js_code=xyz", "0a1b2c3d"),
        ("GET /sns/jscode2session?appid=wx1&secret=0a1b2c3d&js_code=xyz", "xyz"),
        ('{"session_key": "tiihtNczf5v6AKRyjwEUhQ=="}', "tiiht"),
        ("postgresql://shop:hunter2@postgres/shop", "hunter2"),
        (f"openid {OPENID}", OPENID),
    ],
)
def test_it_is_taken_out(line, hidden):
    assert hidden not in scrubbed(line)


@pytest.mark.parametrize(
    "line",
    [
        "order 2026112600017 paid 188.00",
        "transaction 4200002345202611261234567890",
        "out_trade_no 0f8fad5bd9cb469fa16570867728950e",
        "outbox orders.paid 17 failed for the 3. time",
        "2026-11-26 18:54:46,123 INFO shop [4711] GET /goods/jinniu-mahua/ 200",
        "head 13:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
)
def test_what_is_needed_to_find_a_fault_stays(line):
    assert scrubbed(line) == line


def test_tracebacks_are_scrubbed_too():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(ScrubbingFormatter("%(message)s"))
    logger = logging.getLogger("test.scrubbing")
    logger.addHandler(handler)
    try:
        raise ValueError("no such phone 13800001234")
    except ValueError:
        logger.exception("binding %s failed", "li@example.com")
    finally:
        logger.removeHandler(handler)

    assert "13800001234" not in out.getvalue()
    assert "li@example.com" not in out.getvalue()
    assert "[phone]" in out.getvalue()


def test_every_handler_of_the_shop_scrubs():
    formatters = settings.LOGGING["formatters"]

    for name, handler in settings.LOGGING["handlers"].items():
        formatter = formatters[handler["formatter"]]["()"]
        assert formatter == "plugins.kernel.scrubbing.ScrubbingFormatter", name
    for name, logger in settings.LOGGING["loggers"].items():
        assert set(logger.get("handlers", ())) <= set(settings.LOGGING["handlers"]), name


def test_events_for_the_collector_are_scrubbed_however_deep():
    event = {"exception": {"values": [{"value": "13800001234", "n": 3}]}, "tags": ("li@a.cn",)}

    assert scrubbed_event(event) == {
        "exception": {"values": [{"value": "[phone]", "n": 3}]},
        "tags": ["[email]"],
    }
