"""Money and text as a Chinese page sets them."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from brand_theme.window import rules
from brand_theme.window.operator import Operator
from brand_theme.window.selectors.operator import operator_shown

register = template.Library()
register.filter("typeset", rules.typeset)
register.filter("month_name", rules.month_name)
register.filter("season_text", rules.season_text)


@register.simple_tag
def operator() -> Operator:
    """Return who runs the shop; every page says so."""
    return operator_shown()


@register.filter
def stars(count: int) -> SafeString:
    """Draw stars out of five; read out as a number."""
    return format_html(
        '<span class="stars" role="img" aria-label="{} 星"><span class="stars__on">{}</span>{}</span>',
        count,
        "★" * count,
        "★" * (5 - count),
    )


@register.filter
def yuan(amount: Decimal) -> SafeString:
    """Write an amount of yuan, the fen smaller: ¥49.90.

    Raises:
        TypeError: `amount` is not a Decimal.
    """
    if not isinstance(amount, Decimal):
        raise TypeError(f"money must be Decimal, not {type(amount).__name__}")
    whole, fen = f"{amount:,.2f}".split(".")
    return format_html(
        '<span class="yuan"><span class="yuan__sign">¥</span>{}'
        '<span class="yuan__fen">.{}</span></span>',
        whole,
        fen,
    )
