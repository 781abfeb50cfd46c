"""What an edit changes, before and after, as a reader can compare it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from plugins.listings.console.goods import picture_urls
from plugins.listings.console.preview import attribute_texts
from plugins.listings.rules.content import Content, VariantContent
from plugins.listings.rules.edits import FIELD_TEXT, changes_between
from plugins.listings.rules.labels import BASES, ITEM_TEXT, wanted_items
from plugins.listings.selectors.vocabulary import categories, goods_classes


def shown_changes(before: Content, after: Content, *, page: str) -> list[dict[str, Any]]:
    return [
        {
            "field": each.field,
            "name": FIELD_TEXT[each.field],
            "before": shown(before, each.field, page=page),
            "after": shown(after, each.field, page=page),
        }
        for each in changes_between(before, after)
    ]


def shown(content: Content, field: str, *, page: str) -> SafeString | str:
    """Return a field of a submission in words and pictures."""
    if field == "pictures":
        urls = [(url,) for _, url in picture_urls(content, page=page)]
        return format_html_join("", '<img class="console-thumb" src="{}" alt="">', urls)
    if field in _SHOWN:
        return _lines(_SHOWN[field](content))
    return str(getattr(content, field))


def _label(content: Content) -> list[str]:
    said = [
        (ITEM_TEXT[item].zh, content.label.get(item.value))
        for item in wanted_items(content.goods_class)
    ]
    return [f"{name}：{text}" for name, text in said if text]


def _compliance(content: Content) -> list[str]:
    given = content.compliance
    if not given.basis:
        return ["不附"]
    return [f"{BASES[given.basis]} · {given.issued_on} · {given.quantity}"]


def _shipping(content: Content) -> list[str]:
    given = content.shipping
    said = [f"付款后 {given.hours} 小时内" if given.hours else "按品类默认"]
    return [*said, f"预售，{given.ships_on} 前"] if given.ships_on else said


def _variant(each: VariantContent) -> str:
    parts = [each.name, each.net_content, f"毛重 {each.weight_kg} kg", f"¥{each.price}"]
    return " · ".join([*parts, f"库存 {each.stock}", each.sku or "自动编号"])


def _lines(lines: list[str]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", [(line,) for line in lines])


_SHOWN: dict[str, Callable[[Content], list[str]]] = {
    "variants": lambda content: [_variant(each) for each in content.variants],
    "attributes": lambda content: [f"{name}：{text}" for name, text in attribute_texts(content)],
    "label": _label,
    "compliance": _compliance,
    "shipping": _shipping,
    "description": lambda content: content.description.splitlines(),
    "category": lambda content: [dict(categories()).get(content.category, content.category)],
    "goods_class": lambda content: [
        dict(goods_classes()).get(content.goods_class, content.goods_class)
    ],
}
