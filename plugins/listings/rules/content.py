"""What a submission says of goods, as data: read strictly, kept as JSON.

Reading (`content_from`) refuses what has the wrong form; what is still missing is the
business of `completeness`, so that a draft can be saved at any time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from plugins.listings.errors import ContentInvalid
from plugins.listings.rules.labels import BASES, LabelItem

MOST_VARIANTS, MOST_PICTURES = 20, 8
MOST_STOCK = 1_000_000
MOST_PRICE = Decimal("99999.99")
CENT = Decimal("0.01")
#: Field → the longest text it takes.
LONGEST = {"name": 60, "description": 4000, "standard": 80, "grade": 80}
LONGEST_LABEL = 200
LONGEST_CELL = 60
SLUG = re.compile(r"^[-a-z0-9_]{1,60}$")
SKU = re.compile(r"^[A-Z0-9][A-Z0-9-]{1,31}$")
PICTURE = re.compile(r"^(?:[0-9a-f]{32}|live-\d{1,9})$")
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, kw_only=True)
class VariantContent:
    """A size or box. `price` in yuan; None while it is not decided."""

    sku: str = ""
    name: str = ""
    net_content: str = ""
    package: str = ""
    weight_kg: str = ""
    price: str = ""
    stock: int | None = None


@dataclass(frozen=True, kw_only=True)
class Compliance:
    """The 承诺达标合格证 of the present batch, as the maker fills it in."""

    basis: str = ""
    issued_on: str = ""
    quantity: str = ""


@dataclass(frozen=True, kw_only=True)
class Shipping:
    """When goods leave after payment; empty for what the office sets for their class.

    Attributes:
        hours: a whole number.
        ships_on: the day by which a pre-sale leaves.
    """

    hours: str = ""
    ships_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything a submission says. Closed lists are kept as slugs."""

    name: str = ""
    goods_class: str = ""
    category: str = ""
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    description: str = ""
    standard: str = ""
    grade: str = ""
    label: Mapping[str, str] = field(default_factory=dict)
    variants: tuple[VariantContent, ...] = ()
    pictures: tuple[str, ...] = ()
    compliance: Compliance = Compliance()
    shipping: Shipping = Shipping()

    def as_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "attributes": {slug: list(values) for slug, values in self.attributes.items()},
            "variants": [asdict(each) for each in self.variants],
            "pictures": list(self.pictures),
        }

    def with_(self, **changes: Any) -> Content:
        return replace(self, **changes)


def content_from(raw: Mapping[str, Any]) -> Content:
    """Read JSON as content.

    Raises:
        ContentInvalid: something has the wrong form; the field is named.
    """
    return Content(
        **{name: _text(raw, name, longest) for name, longest in LONGEST.items()},
        goods_class=_slug(raw, "goods_class"),
        category=_slug(raw, "category"),
        attributes=_attributes(raw.get("attributes") or {}),
        label=_label(raw.get("label") or {}),
        variants=_variants(raw.get("variants") or ()),
        pictures=_pictures(raw.get("pictures") or ()),
        compliance=_compliance(raw.get("compliance") or {}),
        shipping=shipping_from(raw.get("shipping") or {}),
    )


def price_from(text: str, *, field: str = "price") -> Decimal:
    """Read a price in yuan.

    Raises:
        ContentInvalid: no number, not positive, too high, or with thirds of a fen.
    """
    try:
        price = Decimal(text.strip())
    except InvalidOperation as error:
        raise _wrong(field, "价格不是数字", "the price is no number") from error
    if not price.is_finite() or not 0 < price <= MOST_PRICE:
        raise _wrong(
            field, "价格要大于 0、不超过 99999.99", "the price must be above 0, at most 99999.99"
        )
    if price != price.quantize(CENT):
        raise _wrong(field, "价格最多两位小数", "a price has at most two decimals")
    return price.quantize(CENT)


def stock_from(value: Any, *, field: str = "stock") -> int:
    """Raises:
    ContentInvalid: no whole number, negative or absurd.
    """
    text = str(value).strip()
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) > MOST_STOCK:
        raise _wrong(
            field, "库存要是 0 到 1000000 的整数", "stock must be a whole number up to 1000000"
        )
    return int(text)


def _wrong(field: str, zh: str, en: str) -> ContentInvalid:
    return ContentInvalid(field=field, cause_zh=zh, cause_en=en)


def _text(raw: Mapping[str, Any], name: str, longest: int, *, field: str = "") -> str:
    value = raw.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong(field or name, "不是文字", "it is no text")
    # NUL cannot be stored, other control characters are pasted by accident.
    text = "".join(sign for sign in value.strip() if sign >= " " or sign == "\n")
    if len(text) > longest:
        raise _wrong(
            field or name, f"超过 {longest} 个字", f"it is longer than {longest} characters"
        )
    return text


def _slug(raw: Mapping[str, Any], name: str, *, field: str = "") -> str:
    text = _text(raw, name, 60, field=field)
    if text and not SLUG.match(text):
        raise _wrong(field or name, "选项不存在", "there is no such choice")
    return text


def _attributes(raw: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(raw, Mapping):
        raise _wrong("attributes", "格式不对", "they have the wrong form")
    read = {}
    for slug, values in raw.items():
        if not isinstance(values, list | tuple) or len(values) > 20:
            raise _wrong("attributes", "格式不对", "they have the wrong form")
        chosen = tuple(_slug({"value": value}, "value", field=str(slug)) for value in values)
        kept = tuple(dict.fromkeys(value for value in chosen if value))
        if kept and SLUG.match(str(slug)):
            read[str(slug)] = kept
    return read


def _label(raw: Any) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        raise _wrong("label", "格式不对", "it has the wrong form")
    read = {
        item.value: _text(raw, item.value, LONGEST_LABEL, field=f"label_{item.value}")
        for item in LabelItem
    }
    return {item: text for item, text in read.items() if text}


def _variants(raw: Any) -> tuple[VariantContent, ...]:
    if not isinstance(raw, list | tuple) or len(raw) > MOST_VARIANTS:
        raise _wrong(
            "variants", f"规格最多 {MOST_VARIANTS} 个", f"there are at most {MOST_VARIANTS}"
        )
    read = tuple(_variant(each, number) for number, each in enumerate(raw, start=1))
    skus = [each.sku for each in read if each.sku]
    if len(skus) != len(set(skus)):
        raise _wrong("variants", "两个规格用了同一个货号", "two variants have the same SKU")
    return read


def _variant(raw: Any, number: int) -> VariantContent:
    if not isinstance(raw, Mapping):
        raise _wrong("variants", "格式不对", "they have the wrong form")
    at = f"variant_{number}"
    sku = _text(raw, "sku", 32, field=at).upper()
    if sku and not SKU.match(sku):
        raise _wrong(
            at, "货号只用大写字母、数字和连字符", "a SKU has capital letters, digits and hyphens"
        )
    price, weight = _text(raw, "price", 12, field=at), _text(raw, "weight_kg", 8, field=at)
    stock = raw.get("stock")
    if weight and not re.fullmatch(r"\d{1,3}(?:\.\d{1,3})?", weight, re.ASCII):
        raise _wrong(at, "毛重是公斤数，如 2.5", "the gross weight is in kg, e.g. 2.5")
    return VariantContent(
        sku=sku,
        name=_text(raw, "name", LONGEST_CELL, field=at),
        net_content=_text(raw, "net_content", LONGEST_CELL, field=at),
        package=_slug(raw, "package", field=at),
        weight_kg=weight,
        price=str(price_from(price, field=at)) if price else "",
        stock=None if stock in (None, "") else stock_from(stock, field=at),
    )


def _pictures(raw: Sequence[Any]) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple) or len(raw) > MOST_PICTURES:
        raise _wrong(
            "pictures", f"图片最多 {MOST_PICTURES} 张", f"there are at most {MOST_PICTURES}"
        )
    for name in raw:
        if not isinstance(name, str) or not PICTURE.match(name):
            raise _wrong("pictures", "图片不存在", "there is no such picture")
    return tuple(dict.fromkeys(raw))


def _compliance(raw: Any) -> Compliance:
    if not isinstance(raw, Mapping):
        raise _wrong("compliance", "格式不对", "it has the wrong form")
    basis = _text(raw, "basis", 20, field="basis")
    day = _text(raw, "issued_on", 10, field="issued_on")
    if basis and basis not in BASES:
        raise _wrong("basis", "选项不存在", "there is no such choice")
    if day and not DAY.match(day):
        raise _wrong("issued_on", "日期写成 2026-07-01", "a date is written 2026-07-01")
    return Compliance(
        basis=basis, issued_on=day, quantity=_text(raw, "quantity", 40, field="quantity")
    )


def shipping_from(raw: Any) -> Shipping:
    """Read a promise of shipping.

    Raises:
        ContentInvalid: no whole number of hours, or no day.
    """
    if not isinstance(raw, Mapping):
        raise _wrong("ship_hours", "格式不对", "it has the wrong form")
    hours = _text(raw, "hours", 3, field="ship_hours")
    day = _text(raw, "ships_on", 10, field="ships_on")
    if hours and (not re.fullmatch(r"\d{1,3}", hours, re.ASCII) or int(hours) < 1):
        raise _wrong("ship_hours", "发货时限是小时数，如 48", "it is a number of hours, e.g. 48")
    if day and not _is_day(day):
        raise _wrong("ships_on", "日期写成 2026-07-01", "a date is written 2026-07-01")
    return Shipping(hours=hours, ships_on=day)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
