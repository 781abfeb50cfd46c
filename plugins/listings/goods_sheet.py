"""The columns of goods in a workbook, and what a row says in the words of a submission."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from plugins.listings.errors import ContentInvalid
from plugins.listings.rules.content import Content, content_from
from plugins.listings.rules.labels import ITEM_TEXT, LabelItem
from plugins.listings.selectors.vocabulary import (
    Choices,
    categories,
    goods_classes,
    packages,
    product_attributes,
)
from plugins.listings.workbook import SheetRow

NAME = "品名"
TEXTS = {NAME: "name", "介绍": "description", "产品标准代号": "standard", "等级": "grade"}
LABELS = {ITEM_TEXT[item].zh: item.value for item in LabelItem}
CHOSEN = {"储存方式": "storage", "配送方式": "delivery", "产地镇街": "origin-town"}
VARIANT = {
    "规格名称": "name",
    "净含量": "net_content",
    "包装": "package",
    "毛重kg": "weight_kg",
    "价格": "price",
    "库存": "stock",
    "货号": "sku",
}
HEADINGS = [
    NAME,
    "品类",
    "分类",
    *[each for each in TEXTS if each != NAME],
    *CHOSEN,
    *LABELS,
    *VARIANT,
]
#: A column's words in English, for readers of both languages.
COLUMN_OF = {
    **{code: heading for heading, code in TEXTS.items()},
    **{f"label_{code}": heading for heading, code in LABELS.items()},
    "goods_class": "品类",
    "category": "分类",
}


@dataclass(frozen=True)
class RowProblem:
    """What is wrong in which cell, and what to do about it."""

    row: int
    column: str
    zh: str
    en: str


@dataclass
class GoodsRows:
    """The rows of one good: the first says what it is, each says a variant."""

    first: int
    content: Content | None = None
    problems: list[RowProblem] = field(default_factory=list)


def goods_from(rows: Iterable[SheetRow]) -> list[GoodsRows]:
    """Group rows by name and read each group; what is wrong is kept with it."""
    names = _Names()
    groups: list[list[SheetRow]] = []
    for row in rows:
        name = row.cells.get(NAME, "")
        is_more = groups and name in ("", groups[-1][0].cells.get(NAME, ""))
        if is_more:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_read(group, names) for group in groups]


class _Names:
    """The closed lists by their Chinese names."""

    def __init__(self) -> None:
        self.goods_classes = _by_name(goods_classes())
        self.categories = {
            **_by_name(categories()),
            **{name.rpartition(" · ")[2]: slug for slug, name in categories()},
        }
        self.packages = _by_name(packages())

    def attributes(self, category: str) -> Mapping[str, Mapping[str, str]]:
        return {each.slug: _by_name(each.values) for each in product_attributes(category)}


def _by_name(choices: Choices) -> dict[str, str]:
    return {name: slug for slug, name in choices}


def _read(group: list[SheetRow], names: _Names) -> GoodsRows:
    head = group[0]
    read = GoodsRows(first=head.number)
    if not head.cells.get(NAME):
        _wrong(read, head, NAME, "没有品名。请填写品名。", "The name is missing. Fill it in.")
    category = _slug(read, head, "分类", names.categories)
    raw: dict[str, Any] = {
        **{code: head.cells.get(heading, "") for heading, code in TEXTS.items()},
        "goods_class": _slug(read, head, "品类", names.goods_classes),
        "category": category,
        "label": {code: head.cells.get(heading, "") for heading, code in LABELS.items()},
        "attributes": _attributes(read, head, names, category),
    }
    raw["variants"] = [_variant(read, row, names) for row in group]
    if not read.problems:
        try:
            read.content = content_from(raw)
        except ContentInvalid as error:
            row, column = _place(group, error.field or "")
            _wrong(read, row, column, error.message_zh, error.message_en)
    return read


def _attributes(
    read: GoodsRows, row: SheetRow, names: _Names, category: str
) -> dict[str, list[str]]:
    if not category:
        return {}
    known = names.attributes(category)
    found = {}
    for heading, slug in CHOSEN.items():
        value = _slug(read, row, heading, known.get(slug, {}))
        if value:
            found[slug] = [value]
    return found


def _variant(read: GoodsRows, row: SheetRow, names: _Names) -> dict[str, Any]:
    """Each cell is read by itself, so that the column of what is wrong is known."""
    raw = {code: row.cells.get(heading, "") for heading, code in VARIANT.items()}
    raw["package"] = _slug(read, row, "包装", names.packages)
    for heading, code in VARIANT.items():
        try:
            content_from({"variants": [{code: raw[code]}]})
        except ContentInvalid as error:
            _wrong(read, row, heading, error.message_zh, error.message_en)
    return raw


def _slug(read: GoodsRows, row: SheetRow, heading: str, names: Mapping[str, str]) -> str:
    """Return the slug of what a cell names; slugs themselves are taken as well."""
    text = row.cells.get(heading, "")
    if not text or text in names.values():
        return text
    if text not in names:
        offered = "、".join(list(names)[:12])
        _wrong(
            read,
            row,
            heading,
            f"没有“{text}”。请从这些中选：{offered}。",
            f"There is no “{text}”. Choose among: {offered}.",
        )
    return names.get(text, "")


def _place(group: list[SheetRow], field_name: str) -> tuple[SheetRow, str]:
    """Return row and column of a field that `content_from` refused."""
    kind, _, number = field_name.partition("_")
    if kind == "variant" and number.isdigit() and int(number) <= len(group):
        return group[int(number) - 1], "货号"
    return group[0], COLUMN_OF.get(field_name, "货号" if field_name == "variants" else NAME)


def _wrong(read: GoodsRows, row: SheetRow, column: str, zh: str, en: str) -> None:
    read.problems.append(RowProblem(row.number, column, zh, en))
