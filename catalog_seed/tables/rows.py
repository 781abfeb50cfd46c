"""One class per CSV file: its columns, in any order, and what each may hold.

`key` names the columns that identify a row; `line` is its row in the file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from .cells import (
    Copy,
    Degrees,
    Description,
    Filled,
    Kilograms,
    Months,
    OptionalSlug,
    OptionalYuan,
    Pairs,
    Price,
    Share,
    Sku,
    Slug,
    Slugs,
    Whole,
    YesNo,
    Yuan,
)


class Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: ClassVar[tuple[str, ...]] = ("slug",)

    line: int

    @classmethod
    def columns(cls) -> list[str]:
        return [name for name in cls.model_fields if name != "line"]

    @property
    def identity(self) -> str:
        return " · ".join(str(getattr(self, column)) for column in self.key)


class Shop(Row):
    key = ("name",)

    name: Filled
    name_en: Filled
    mail_sender_name: Filled
    description: Copy


class Town(Row):
    """Part of Daye that goods come from; `daye` itself where no single town does."""

    slug: Slug
    name: Filled
    pinyin: Filled
    kind: Slug
    code: Filled
    delivery_line: str
    latitude: Degrees
    longitude: Degrees


class Warehouse(Row):
    slug: Slug
    name: Filled
    town: Slug
    role: Literal["hub", "origin"]
    street: Filled
    province: Filled
    city: Filled
    district: Filled
    postcode: Filled


class Trade(Row):
    slug: Slug
    name: Filled
    name_en: Filled
    sku_prefix: Filled


class Attribute(Row):
    """What a buyer looks at or filters by. `trades` is `*` for all of them."""

    slug: Slug
    name: Filled
    input_type: Literal["dropdown", "multiselect"]
    level: Literal["product", "variant"]
    trades: Slugs
    filterable: YesNo
    position: Whole

    def is_for(self, trade: str) -> bool:
        return "*" in self.trades or trade in self.trades


class AttributeValue(Row):
    """A value of a closed list. Towns and enterprises are values without a row here."""

    key = ("attribute", "slug")

    attribute: Slug
    slug: Slug
    name: Filled


class Category(Row):
    """`banner` is the trade whose banner it shows."""

    slug: Slug
    name: Filled
    parent: OptionalSlug
    banner: OptionalSlug
    description: Copy


class Enterprise(Row):
    """An invented brand: one of the N. No real company, person or mark."""

    slug: Slug
    name: Filled
    town: Slug
    kind: Filled
    story: Copy


class Product(Row):
    """A speciality. `price_low` and `price_high` bound its first variant's price."""

    slug: Slug
    name: Filled
    pinyin: Filled
    name_en: Filled
    trade: Slug
    category: Slug
    enterprise: Slug
    town: Slug
    season_months: Months
    storage: Slug
    delivery: Slug
    shelf_life: OptionalSlug
    certification: OptionalSlug
    heritage: OptionalSlug
    extra: Pairs
    plan_named: YesNo
    price_low: Yuan
    price_high: Yuan
    summary_en: Filled
    description: Description


class Variant(Row):
    """A size or box of a product; `weight_kg` is what the parcel weighs."""

    key = ("sku",)

    sku: Sku
    product: Slug
    name: Filled
    net_content: Slug
    package: Slug
    grade: Slug
    price: Price
    weight_kg: Kilograms


class Stock(Row):
    key = ("sku", "warehouse")

    sku: Sku
    warehouse: Slug
    quantity: Whole


class Collection(Row):
    """`members` is the rule that fills it; see `catalog_seed.rules.MEMBERS`."""

    slug: Slug
    name: Filled
    kind: Literal["regional", "theme"]
    members: Literal["all", "plan_named", "heritage", "certified", "gift_box"]
    description: Copy


class ProvinceGroup(Row):
    key = ("province",)

    province: Filled
    group: Slug
    group_name: Filled


class ShippingMethod(Row):
    """A price for parcels to a group of provinces.

    With `order_from` it is offered from that order value on, whatever it is;
    without, by weight alone. Weights are in kg, both ends included.
    """

    key = ("code",)

    code: Slug
    name: Filled
    group: Slug
    cold_chain: YesNo
    order_from: OptionalYuan
    weight_from_kg: Kilograms
    weight_to_kg: Kilograms
    price: Yuan

    @property
    def is_by_weight(self) -> bool:
        return self.order_from is None

    @property
    def bracket(self) -> tuple[Decimal, Decimal]:
        return self.weight_from_kg, self.weight_to_kg


class Page(Row):
    """Paragraphs of `content` are parted by `|`."""

    slug: Slug
    title: Filled
    content: Copy


class MenuItem(Row):
    key = ("menu", "key_name")

    menu: Literal["navbar", "footer"]
    key_name: Slug
    parent: OptionalSlug
    name: Filled
    kind: Literal["none", "category", "collection", "page"]
    target: OptionalSlug


class Target(Row):
    """A number the plan sets, and the metric that counts towards it."""

    key = ("key_name",)

    key_name: Slug
    name: Filled
    target: Whole
    metric: Literal["plan_named", "products", "regional_brands", "certified"]
    source: Filled


class Synonym(Row):
    """Another word for a product, read by search; weight 0 keeps two things apart."""

    key = ("canonical", "synonym", "kind")

    canonical: Filled
    synonym: Filled
    kind: Filled
    slugs: Slugs
    weight: Share
    note: str
