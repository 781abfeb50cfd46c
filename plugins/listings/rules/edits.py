"""Which changes to live goods hold at once and which wait for the office."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from plugins.listings.rules.content import Content, VariantContent


class EditKind(Enum):
    AT_ONCE = "at_once"  # the enterprise's own business
    REVIEWED = "reviewed"  # what the brand vouches for


FIELD_TEXT = {
    "name": "品名",
    "goods_class": "品类",
    "category": "分类",
    "attributes": "属性",
    "description": "介绍",
    "standard": "产品标准",
    "grade": "等级",
    "label": "标签",
    "variants": "规格",
    "pictures": "图片",
    "compliance": "承诺达标合格证",
    "shipping": "发货时限",
}
_AT_ONCE = frozenset({"price", "stock"})


def edit_kind(field: str) -> EditKind:
    """Return who decides; a field nobody thought of is reviewed."""
    return EditKind.AT_ONCE if field in _AT_ONCE else EditKind.REVIEWED


@dataclass(frozen=True)
class Change:
    field: str
    before: object
    after: object


def changes_between(before: Content, after: Content) -> list[Change]:
    """Return what a reviewer has to look at; prices and stocks of live variants are left out."""
    live = {each.sku: each for each in before.variants if each.sku}
    compared = after.with_(variants=tuple(_as_live(each, live) for each in after.variants))
    return [
        Change(field, getattr(before, field), getattr(compared, field))
        for field in FIELD_TEXT
        if getattr(before, field) != getattr(compared, field)
    ]


def _as_live(each: VariantContent, live: dict[str, VariantContent]) -> VariantContent:
    """A variant that is sold already keeps the price and stock it has."""
    known = live.get(each.sku)
    if known is None:
        return each
    return VariantContent(
        sku=each.sku,
        name=each.name,
        net_content=each.net_content,
        package=each.package,
        weight_kg=each.weight_kg,
        price=known.price,
        stock=known.stock,
    )
