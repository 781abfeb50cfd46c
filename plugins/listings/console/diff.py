"""What an edit changes, before and after, as a reader can compare it."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from plugins.listings.console.goods import picture_urls
from plugins.listings.console.preview import attribute_texts
from plugins.listings.rules.content import Content, VariantContent
from plugins.listings.rules.edits import FIELD_TEXT, changes_between
from plugins.listings.rules.labels import BASES, ITEM_TEXT, LabelItem
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
    if field == "variants":
        return _lines([_variant(each) for each in content.variants])
    if field == "attributes":
        return _lines([f"{name}：{text}" for name, text in attribute_texts(content)])
    if field == "label":
        return _lines(
            [
                f"{ITEM_TEXT[item].zh}：{content.label[item.value]}"
                for item in LabelItem
                if content.label.get(item.value)
            ]
        )
    if field == "compliance":
        given = content.compliance
        if not given.basis:
            return "不附"
        return f"{BASES[given.basis]} · {given.issued_on} · {given.quantity}"
    if field == "description":
        return _lines(content.description.splitlines())
    if field in ("category", "goods_class"):
        names = dict(categories() if field == "category" else goods_classes())
        value = getattr(content, field)
        return names.get(value, value)
    return str(getattr(content, field))


def _variant(each: VariantContent) -> str:
    parts = [each.name, each.net_content, f"毛重 {each.weight_kg} kg", f"¥{each.price}"]
    return " · ".join([*parts, f"库存 {each.stock}", each.sku or "自动编号"])


def _lines(lines: list[str]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", [(line,) for line in lines])

