"""Nothing personal and no secret in logs: looked for in every line that is written.

Code does not log such things on purpose. What a library, a URL or an exception's text
brings along is caught here, at the last place, for all handlers and for Sentry.
"""

from __future__ import annotations

import logging
import re
from typing import Any

_NAMES_OF_SECRETS = (
    "access_token|refresh_token|token|secret|password|passwd|session_key|sessionid|api_?key|"
    "authorization|csrftoken|js_code|appsecret|openid|unionid"
)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*"), "[token]"),
    (re.compile(r"\b(Bearer|JWT|Basic)\s+[\w.~+/=-]{6,}", re.IGNORECASE), r"\1 [token]"),
    (
        re.compile(rf"(?i)((?:{_NAMES_OF_SECRETS})[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;)}}\]]+"),
        r"\1[secret]",
    ),
    (re.compile(r"://[^/\s:@]+:[^/\s@]+@"), "://[secret]@"),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    # Resident identity number: district, birthday, order, check.
    (
        re.compile(
            r"(?<![\da-zA-Z])[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])"
            r"(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\da-zA-Z])"
        ),
        "[identity]",
    ),
    # Cards of Chinese banks.
    (re.compile(r"(?<![\da-zA-Z])62\d{14,17}(?![\da-zA-Z])"), "[card]"),
    (
        re.compile(r"(?<![\da-zA-Z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\da-zA-Z])"),
        "[phone]",
    ),
    (re.compile(r"\bo[\w-]{27}(?![\w-])"), "[openid]"),
)


def scrubbed(text: str) -> str:
    """Return the text without phone, identity and card numbers, e-mails and tokens."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text


class ScrubbingFormatter(logging.Formatter):
    """Scrubs the finished line, with its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return scrubbed(super().format(record))


def scrubbed_event(event: Any, _hint: Any = None) -> Any:
    """Scrub everything that leaves for the error collector, however deep it lies."""
    if isinstance(event, str):
        return scrubbed(event)
    if isinstance(event, dict):
        return {key: scrubbed_event(value) for key, value in event.items()}
    if isinstance(event, list | tuple):
        return [scrubbed_event(value) for value in event]
    return event
