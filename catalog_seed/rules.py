"""Pure decisions about the catalogue: what follows from a row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any, Protocol


class ProductFacts(Protocol):
    """The columns of a product that decisions are made from."""

    @property
    def town(self) -> str: ...
    @property
    def enterprise(self) -> str: ...
    @property
    def season_months(self) -> tuple[int, ...]: ...
    @property
    def storage(self) -> str: ...
    @property
    def delivery(self) -> str: ...
    @property
    def shelf_life(self) -> str | None: ...
    @property
    def certification(self) -> str | None: ...
    @property
    def heritage(self) -> str | None: ...
    @property
    def extra(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def plan_named(self) -> bool: ...


class VariantFacts(Protocol):
    @property
    def net_content(self) -> str: ...
    @property
    def package(self) -> str: ...
    @property
    def grade(self) -> str: ...


ALL_YEAR = 12
GIFT = "gift"

#: Collections are filled by these: does a product with these variants belong?
MEMBERS: dict[str, Callable[[ProductFacts, Sequence[VariantFacts]], bool]] = {
    "all": lambda product, variants: True,
    "plan_named": lambda product, variants: product.plan_named,
    "heritage": lambda product, variants: product.heritage is not None,
    "certified": lambda product, variants: product.certification is not None,
    "gift_box": lambda product, variants: any(each.package == GIFT for each in variants),
}
_TAGS = {
    "plan-named": "plan_named",
    "intangible-heritage": "heritage",
    "geographical-indication": "certified",
    "gift-box": "gift_box",
}


def attribute_cells(product: ProductFacts) -> Iterator[tuple[str, str, str]]:
    """Column, attribute and value of what a product's row states of closed lists."""
    for column in ("storage", "delivery", "shelf_life", "certification", "heritage"):
        value = getattr(product, column)
        if value is not None:
            yield column, column.replace("_", "-"), value
    for attribute, value in product.extra:
        yield "extra", attribute, value


def variant_attribute_cells(variant: VariantFacts) -> Iterator[tuple[str, str, str]]:
    """Column, attribute and value of what a variant's row states of closed lists."""
    for column in ("net_content", "package", "grade"):
        yield column, column.replace("_", "-"), getattr(variant, column)


def attributes_of(
    product: ProductFacts, variants: Sequence[VariantFacts]
) -> dict[str, tuple[str, ...]]:
    """Every attribute of a product with its values' slugs."""
    values: dict[str, tuple[str, ...]] = {
        attribute: (value,) for _, attribute, value in attribute_cells(product)
    }
    values["enterprise"] = (product.enterprise,)
    values["origin-town"] = (product.town,)
    values["season"] = season_values(product.season_months)
    tags = tuple(tag for tag, rule in _TAGS.items() if MEMBERS[rule](product, variants))
    if tags:
        values["tag"] = tags
    return values


def season_values(months: tuple[int, ...]) -> tuple[str, ...]:
    """Values of the season attribute: the months, or one word for all of them."""
    if len(months) == ALL_YEAR:
        return ("all-year",)
    return tuple(f"m{month:02}" for month in months)


def as_html(paragraphs: Sequence[str]) -> str:
    """Paragraphs as HTML; the text is escaped."""
    return "".join(f"<p>{escape(text)}</p>" for text in paragraphs)


def as_draftjs(paragraphs: Sequence[str]) -> dict[str, Any]:
    """Paragraphs as the editor of Saleor's dashboard keeps them."""
    return {
        "blocks": [
            {
                "key": hashlib.sha256(text.encode()).hexdigest()[:5],
                "text": text,
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [],
                "data": {},
            }
            for text in paragraphs
        ],
        "entityMap": {},
    }
