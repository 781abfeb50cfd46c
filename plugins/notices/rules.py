"""Kinds of notices, and putting one into words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

#: Kind → what members call it, in the order of the page.
KINDS: Mapping[str, str] = {
    "licence": "品牌授权",
    "listing": "商品审核",
    "order": "订单发货",
    "after_sales": "售后",
    "money": "结算与付款",
    "credit": "信用评价",
}
SUBJECT_LONGEST, TEXT_LONGEST = 120, 1000


class WordsMissing(KeyError):
    """A template names a fact that nobody knows."""


def filled(template: str, facts: Mapping[str, str], *, longest: int) -> str:
    """Put facts into a template; what names a fact that is empty ends without it.

    Raises:
        WordsMissing: the template names an unknown fact.
    """
    for _, name, _, _ in Formatter().parse(template):
        if name is not None and name not in facts:
            raise WordsMissing(name)
    text = template.format_map(facts)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
