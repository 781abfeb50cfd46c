"""How money, moments and states look in lists and panels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from brand_theme.console.parts import Label
from plugins.kernel.money import from_fen


def yuan(amount_fen: int | None) -> str:
    """Return fen as people write money: `¥1,234.50`, `-¥9.39`; a dash for nothing known."""
    if amount_fen is None:
        return "—"
    return f"{'-' if amount_fen < 0 else ''}¥{from_fen(abs(amount_fen)):,}"


def fen(amount_fen: int | None) -> SafeString:
    """Return money as a cell whose digits line up."""
    return format_html('<span class="console-money">{}</span>', yuan(amount_fen))


def moment(at: datetime | None) -> str:
    """Return a time in Beijing: `11-26 22:46`, with the year when it is another."""
    if at is None:
        return "—"
    local = timezone.localtime(at)
    years = "" if local.year == timezone.localtime().year else f"{local:%Y}-"
    return f"{years}{local:%m-%d %H:%M}"


def label(shown: Label) -> SafeString:
    """Return a state as a coloured word."""
    return format_html(
        '<span class="console-label console-label--{}">{}</span>',
        shown.tone.value or "plain",
        shown.text,
    )


def state_column(
    texts: Mapping[str, Label], *, field: str = "state", title: str = "状态"
) -> Callable[..., Any]:
    """Return a list column that shows a state in words."""

    @admin.display(description=title, ordering=field)
    def column(_admin: Any, obj: Any) -> SafeString:
        value = getattr(obj, field)
        return label(texts.get(value, Label(value)))

    return column
