"""A coupon in words, the same in the shop, in the consoles and in refusals."""

from __future__ import annotations

from plugins.coupons.rules.saving import Terms


def yuan(fen: int) -> str:
    """Write 1000 as 10 and 1250 as 12.50."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)


def headline(terms: Terms) -> str:
    """¥10, or 8.5折 for fifteen per cent off."""
    if not terms.percent:
        return f"¥{yuan(terms.off_fen)}"
    left = 100 - terms.percent
    return f"{left // 10}折" if left % 10 == 0 else f"{left / 10:.1f}折"


def brief(terms: Terms) -> str:
    """满99减10, or 满99享8.5折: as short as a tag."""
    least = f"满{yuan(terms.least_fen)}" if terms.least_fen else ""
    if not terms.percent:
        return f"{least}减{yuan(terms.off_fen)}"
    return f"{least}享{headline(terms)}" if least else headline(terms)


def condition(terms: Terms) -> str:
    """满 99 元可用，最高减 30 元"""
    words = f"满 {yuan(terms.least_fen)} 元可用" if terms.least_fen else "无门槛"
    return f"{words}，最高减 {yuan(terms.ceiling_fen)} 元" if terms.percent else words
