"""Text that can be kept: PostgreSQL takes no zero bytes, UTF-8 no half characters."""

from __future__ import annotations

from typing import Any

from plugins.kernel.errors import InvalidInput


class TextUnreadable(InvalidInput):
    code = "TEXT_UNREADABLE"
    zh = "文字中含有零字节或残缺的字符。"
    en = "A text holds zero bytes or half a character."
    remedy_zh = "请去掉它们后重试。"
    remedy_en = "Remove them and send it again."


def refuse_unreadable(value: Any) -> None:
    """Refuse text that cannot be kept, however deep it stands in dicts and lists.

    Raises:
        TextUnreadable
    """
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str) and not _is_readable(each):
            raise TextUnreadable()


def _is_readable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= each <= "\udfff" for each in text)
