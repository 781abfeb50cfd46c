"""Products after the catalogue's patterns: variants, stock, pictures, listings, licences."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from saleor.product.models import Product, ProductImage, ProductVariant
from saleor.warehouse.models import Stock

from plugins.brand.models import ProductMaker
from plugins.listings.models import Listing, Recall, Submission
from plugins.listings.rules.content import Content, VariantContent
from plugins.listings.states import SubmissionState
from saleor_config.bench.generator.copying import Ids, Rows, one_piece
from saleor_config.bench.generator.size import SPAN
from saleor_config.bench.generator.world import Good, Maker, Pattern, World

GRADES = ("尝鲜装", "家庭装", "礼盒")
PLENTY = 100_000
#: How an edit that is under way stands; most goods have none.
EDITS = tuple(state for state in SubmissionState if state is not SubmissionState.APPROVED)
_DECIDED = (SubmissionState.CHANGES_ASKED, SubmissionState.REJECTED)
PIECE = 2000


def goods_make(world: World) -> int:
    """Write the products that are missing, a piece at a time."""
    size = world.size
    found = Product.objects.filter(slug__startswith=f"{size.mark}-").count()
    for first in range(found, size.products, PIECE):
        with one_piece():
            _Writer(world).write(range(first, min(first + PIECE, size.products)))
    _remember(world)
    return size.products - min(found, size.products)


class _Writer:
    def __init__(self, world: World) -> None:
        self.world, self.size = world, world.size
        self.since = world.size.until - SPAN - timedelta(days=20)
        self.ids = {m: Ids(m) for m in (Product, ProductVariant, Listing)}
        self.made: list[tuple[int, int]] = []  # product, and the one it is made after
        self.made_variants: list[tuple[int, int]] = []
        self.products = Rows(
            Product, "id", "name", "slug", "product_type_id", "category_id", "description",
            "description_json", "price_amount", "minimal_variant_price_amount", "is_published",
            "metadata", "updated_at",
            currency="CNY",
        )  # fmt: skip
        self.variants = Rows(
            ProductVariant, "id", "sku", "name", "price_override_amount", "product_id", weight=500.0
        )
        self.stocks = Rows(Stock, "warehouse_id", "product_variant_id", "quantity")
        self.pictures = Rows(ProductImage, "product_id", "image", "sort_order", "alt")
        self.makers = Rows(ProductMaker, "product_id", "enterprise_id", "goods_class_id")
        self.listings = Rows(Listing, "id", "enterprise_id", "product_id", "created_at")
        self.recalls = Rows(
            Recall, "listing_id", "ordered_from", "ordered_until", "opened_at", "closed_at",
            reason="标签漏印致敏物质", opened_by="system:generate", findings="已换标，恢复销售",
        )  # fmt: skip
        self.submissions = Rows(
            Submission, "listing_id", "state", "content", "base", "author_id", "created_at",
            "saved_at", "submitted_at", "reviewer_id", "decided_at", "opinion",
        )  # fmt: skip

    def write(self, numbers: range) -> None:
        for number in numbers:
            self._product(number)
        for rows in vars(self).values():
            if isinstance(rows, Rows):
                rows.write()
        self._copy_attributes()
        self._license(min(numbers))

    def _product(self, number: int) -> None:
        size, dice = self.size, self.size.dice("product", number)
        maker = self.world.makers[number % len(self.world.makers)]
        pattern = dice.choice(self.world.patterns[maker.goods_class.pk])
        product_id = self.ids[Product].next()
        name = f"{pattern.name} {number:05d}"
        text = f"{name}，当地自产，按品类标准分级装箱。"
        prices = sorted(dice.randrange(900, 19_900, 100) for _ in range(1 + number % 3))
        self.products.add(
            product_id, name, f"{size.mark}-{number:06d}", pattern.product_type_id,
            pattern.category_id, f"<p>{text}</p>", _draft(text), yuan(prices[0]), yuan(prices[0]),
            maker.is_selling, {"enterprise": f"{size.mark}-{number % size.enterprises:05d}"},
            self.since,
        )  # fmt: skip
        self.made.append((product_id, pattern.product_id))
        for index, fen in enumerate(prices):
            variant_id = self.ids[ProductVariant].next()
            sku = f"{size.mark.upper()}-{number:06d}-{index}"
            self.variants.add(variant_id, sku, GRADES[index], yuan(fen), product_id)
            warehouse = self.world.warehouse_ids[number % len(self.world.warehouse_ids)]
            # Some shelves are nearly empty, so that somebody is told.
            self.stocks.add(warehouse, variant_id, 3 if number % 200 == 199 else PLENTY)
            self.made_variants.append(
                (variant_id, pattern.variant_ids[index % len(pattern.variant_ids)])
            )
        for position, picture in enumerate(pattern.pictures):
            self.pictures.add(product_id, picture, position, name)
        self.makers.add(product_id, maker.enterprise_id, maker.goods_class.pk)
        content = _content(name, text, maker, pattern, prices)
        self._listing(number, product_id, maker, content)

    def _listing(self, number: int, product_id: int, maker: Maker, content: Any) -> None:
        listing_id, at = self.ids[Listing].next(), self.since
        self.listings.add(listing_id, maker.enterprise_id, product_id, at)
        self._submission(listing_id, SubmissionState.APPROVED, content, None, maker, at)
        if number % 12 == 0:
            state = EDITS[number // 12 % len(EDITS)]
            recently = self.size.until - timedelta(hours=number % 240)
            changed = {**content, "description": content["description"] + "包装换新。"}
            self._submission(listing_id, state, changed, content, maker, recently)
        if number % 150 in (3, 4, 5):
            day = (self.size.until - timedelta(days=60)).date()
            self.recalls.add(
                listing_id, day, day + timedelta(days=3), day, self.size.until - timedelta(days=20)
            )
        if number % 40 == 1:
            state = EDITS[number // 40 % len(EDITS)]
            new_id = self.ids[Listing].next()
            self.listings.add(new_id, maker.enterprise_id, None, self.size.until)
            self._submission(new_id, state, content, None, maker, self.size.until)

    def _submission(
        self,
        listing_id: int,
        state: SubmissionState,
        content: Any,
        base: Any,
        maker: Maker,
        at: datetime,
    ) -> None:
        is_sent = state is not SubmissionState.DRAFT
        is_decided = state in (SubmissionState.APPROVED, *_DECIDED)
        is_seen = is_decided or state is SubmissionState.IN_REVIEW
        self.submissions.add(
            listing_id, state.value, content, base, maker.owner_id, at, at,
            at if is_sent else None, self.world.officer_id if is_seen else None,
            at if is_decided else None, "请补充产地说明。" if state in _DECIDED else "",
        )  # fmt: skip

    def _copy_attributes(self) -> None:
        """Give each product and variant the attributes of what it is made after."""
        with connection.cursor() as cursor:
            for what, pairs in (("product", self.made), ("variant", self.made_variants)):
                cursor.execute(
                    _ATTRIBUTES.format(what=what),
                    [[new for new, _ in pairs], [old for _, old in pairs]],
                )

    def _license(self, first: int) -> None:
        """Let goods carry the brand for as long as their enterprise's certificates say."""
        with connection.cursor() as cursor:
            cursor.execute(_LICENSED, [f"{self.size.mark}-%", f"{self.size.mark}-{first:06d}"])


_ATTRIBUTES = """
WITH pair AS (
  SELECT * FROM unnest(%s::int[], %s::int[]) AS pair (new_id, old_id)
), made AS (
  INSERT INTO product_assigned{what}attribute ({what}_id, assignment_id)
  SELECT pair.new_id, known.assignment_id
    FROM pair JOIN product_assigned{what}attribute known ON known.{what}_id = pair.old_id
  RETURNING id, {what}_id, assignment_id
)
INSERT INTO product_assigned{what}attribute_values
  (assigned{what}attribute_id, attributevalue_id)
SELECT made.id, value.attributevalue_id
  FROM made
  JOIN pair ON pair.new_id = made.{what}_id
  JOIN product_assigned{what}attribute known
    ON known.{what}_id = pair.old_id AND known.assignment_id = made.assignment_id
  JOIN product_assigned{what}attribute_values value
    ON value.assigned{what}attribute_id = known.id
"""
_LICENSED = """
INSERT INTO mall_brand_licensedgoods (product_id, certificate_id, during)
SELECT maker.product_id, paper.id,
       tstzrange(paper.starts_at, CASE WHEN licence.state IN ('licensed', 'rectifying')
         THEN paper.ends_at
         ELSE greatest(least(paper.ends_at, licence.state_since),
                       paper.starts_at + interval '1 day') END)
  FROM mall_brand_productmaker maker
  JOIN product_product product ON product.id = maker.product_id
  JOIN mall_brand_licence licence ON licence.enterprise_id = maker.enterprise_id
  JOIN mall_brand_certificate paper ON paper.licence_id = licence.id
 WHERE product.slug LIKE %s AND product.slug >= %s
   AND NOT EXISTS (SELECT FROM mall_brand_licensedgoods known
                    WHERE known.product_id = maker.product_id)
"""


def yuan(fen: int) -> str:
    """Return fen as the engine's columns have them, without a detour over floats."""
    return f"{fen // 100}.{fen % 100:02d}"


def _draft(text: str) -> Any:
    block = {
        "key": "gen00", "text": text, "type": "unstyled", "depth": 0,
        "inlineStyleRanges": [], "entityRanges": [], "data": {},
    }  # fmt: skip
    return {"blocks": [block], "entityMap": {}}


def _content(
    name: str, text: str, maker: Maker, pattern: Pattern, prices: list[int]
) -> dict[str, Any]:
    variants = tuple(
        VariantContent(name=GRADES[index], net_content="500g", price=yuan(fen), stock=PLENTY)
        for index, fen in enumerate(prices)
    )
    return Content(
        name=name,
        goods_class=maker.goods_class.slug,
        category=pattern.category,
        description=text,
        variants=variants,
    ).as_json()


def _remember(world: World) -> None:
    """Read back what can be bought."""
    selling = {
        maker.enterprise_id: maker.goods_class.slug for maker in world.makers if maker.is_selling
    }
    rows = Stock.objects.filter(
        product_variant__product__slug__startswith=f"{world.size.mark}-",
        product_variant__product__maker__enterprise__in=selling,
        quantity=PLENTY,
    ).order_by("product_variant__product__slug", "product_variant__sku")
    product = "product_variant__product"
    world.goods = [
        Good(
            variant_id=variant_id,
            stock_id=stock_id,
            product_id=product_id,
            enterprise_id=enterprise_id,
            goods_class=selling[enterprise_id],
            name=name,
            variant=variant,
            sku=sku,
            fen=int(price * 100),
        )
        for variant_id, stock_id, product_id, enterprise_id, name, variant, sku, price in (
            rows.values_list(
                "product_variant_id", "pk", f"{product}_id", f"{product}__maker__enterprise_id",
                f"{product}__name", "product_variant__name", "product_variant__sku",
                "product_variant__price_override_amount",
            )
        )
    ]  # fmt: skip
