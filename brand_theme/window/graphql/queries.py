import graphene
from django.utils import timezone
from graphql_relay import from_global_id

from brand_theme.window.errors import TooManyGoods, TooManySeen, VariantUnknown
from brand_theme.window.graphql.good import CartGood, Good, ShopText
from brand_theme.window.graphql.operator import ShopOperator
from brand_theme.window.graphql.types import (
    FoundGoods,
    GoodsEnterprise,
    GoodsSort,
    GoodsTrade,
    SeenGood,
    ShopHome,
)
from brand_theme.window.selectors.browse import Sort, Wish, goods_found, ticks_for
from brand_theme.window.selectors.cart import cart_goods
from brand_theme.window.selectors.goods import goods_detail
from brand_theme.window.selectors.home import home_of
from brand_theme.window.selectors.operator import operator_shown
from brand_theme.window.selectors.seen import seen_goods
from brand_theme.window.selectors.shelves import (
    branches_named,
    collection_name,
    enterprise_tiles,
    text_page,
    trades,
)
from plugins.kernel.numbers import whole_number

MOST_GOODS = 60
MOST_IN_CART = 120
MOST_SEEN = 100
RELATED = 4  # one row on a desk, two on a phone


class WindowQueries(graphene.ObjectType):
    shop_home = graphene.Field(
        ShopHome, required=True, description="Everything the first page shows."
    )
    shop_goods = graphene.Field(
        FoundGoods,
        query=graphene.String(description="What was typed; names, synonyms and pinyin count."),
        trade=graphene.String(description="Slug of a trade or of a branch of one."),
        town=graphene.String(description="Slug of the town of origin."),
        month=graphene.Int(description="Only what is in season then, 1 to 12."),
        certification=graphene.String(description="Slug of a certification."),
        enterprise=graphene.String(description="Slug of an enterprise brand."),
        collection=graphene.String(description="Slug of a collection, such as a theme."),
        lowest_fen=graphene.Int(description="Not cheaper than this, in fen."),
        highest_fen=graphene.Int(description="Not dearer than this, in fen."),
        sort=graphene.Argument(GoodsSort, description="Order; shelf or best match by default."),
        first=graphene.Int(default_value=20, description="Goods of a page, at most 60."),
        skip=graphene.Int(default_value=0, description="How many goods to pass over."),
        required=True,
        description="Goods on the shelf that fit what a buyer typed and ticked.",
    )
    shop_good = graphene.Field(
        Good,
        slug=graphene.String(required=True, description="Slug of the good."),
        description="One good with everything its page shows; null when it is not for sale.",
    )
    shop_trades = graphene.List(
        graphene.NonNull(GoodsTrade), required=True, description="Trades that have goods."
    )
    shop_branches = graphene.List(
        graphene.NonNull(GoodsTrade),
        trade=graphene.String(required=True, description="Slug of a trade or branch."),
        required=True,
        description="A trade and its branches that have goods, the trade first.",
    )
    shop_enterprise = graphene.Field(
        GoodsEnterprise,
        slug=graphene.String(required=True, description="Slug of the enterprise brand."),
        description="One enterprise brand; null when there is none.",
    )
    shop_cart = graphene.List(
        graphene.NonNull(CartGood),
        variant_ids=graphene.List(
            graphene.NonNull(graphene.ID),
            required=True,
            description="The cart's variants, at most 120.",
        ),
        required=True,
        description="What has become of the goods in a cart; deleted variants are left out.",
    )
    shop_seen = graphene.List(
        graphene.NonNull(SeenGood),
        slugs=graphene.List(
            graphene.NonNull(graphene.String),
            required=True,
            description="Slugs of goods somebody looked at, at most 100.",
        ),
        required=True,
        description="What has become of goods somebody looked at; those no longer sold are left out.",
    )
    shop_operator = graphene.Field(
        ShopOperator, required=True, description="Who runs the shop (电子商务法 article 15)."
    )
    shop_text = graphene.Field(
        ShopText,
        slug=graphene.String(required=True, description="Slug of the page."),
        description="A page of text; null when there is none.",
    )

    @staticmethod
    def resolve_shop_home(_root, _info):
        return home_of(at=timezone.now())

    @staticmethod
    def resolve_shop_goods(_root, _info, first, skip, sort=None, **ticked):
        wish = Wish(sort=Sort(sort) if sort else Sort.SHELF, **ticked)
        first, skip = min(max(first, 0), MOST_GOODS), max(skip, 0)
        cards, total = goods_found(wish, first=first, skip=skip)
        return FoundGoods(
            nodes=cards,
            total_count=total,
            has_next_page=skip + len(cards) < total and bool(cards),
            ticks=ticks_for(wish),
            collection_name=collection_name(slug=wish.collection) if wish.collection else "",
        )

    @staticmethod
    def resolve_shop_good(_root, info, slug):
        return goods_detail(slug=slug, sku=None, discounts=info.context.discounts, related=RELATED)

    @staticmethod
    def resolve_shop_trades(_root, _info):
        return trades()

    @staticmethod
    def resolve_shop_branches(_root, _info, trade):
        return branches_named(trade)

    @staticmethod
    def resolve_shop_enterprise(_root, _info, slug):
        return next(iter(enterprise_tiles(slug=slug)), None)

    @staticmethod
    def resolve_shop_cart(_root, info, variant_ids):
        if len(variant_ids) > MOST_IN_CART:
            raise TooManyGoods(most=MOST_IN_CART)
        return cart_goods(
            variant_ids=[variant_key(each) for each in variant_ids],
            discounts=info.context.discounts,
            at=timezone.now(),
        )

    @staticmethod
    def resolve_shop_seen(_root, _info, slugs):
        if len(slugs) > MOST_SEEN:
            raise TooManySeen(most=MOST_SEEN)
        return seen_goods(slugs=slugs)

    @staticmethod
    def resolve_shop_operator(_root, _info):
        return operator_shown()

    @staticmethod
    def resolve_shop_text(_root, _info, slug):
        return text_page(slug=slug)


def variant_key(global_id: str) -> int:
    """Return the primary key behind a variant's id.

    Raises:
        VariantUnknown: it is no variant's id.
    """
    try:
        kind, key = from_global_id(global_id)
    except (ValueError, UnicodeDecodeError) as error:
        raise VariantUnknown(given=global_id[:40]) from error
    number = whole_number(key)
    if kind != "ProductVariant" or number is None:
        raise VariantUnknown(given=global_id[:40])
    return number
