import graphene

from brand_theme.window import rules
from brand_theme.window.selectors.browse import Sort
from plugins.kernel.money import to_fen
from plugins.showcase.public import Opens

GoodsSort = graphene.Enum("GoodsSort", [(sort.name, sort.value) for sort in Sort])
NonNullString = graphene.NonNull(graphene.String)


def typeset(attribute):
    """Return a resolver that sets a text's punctuation as Chinese prints it."""
    return staticmethod(lambda root, _info: rules.typeset(getattr(root, attribute)))


class GoodsPicture(graphene.ObjectType):
    """A picture with its sizes: a client keeps its place before it has come."""

    src = graphene.String(required=True, description="Address of the smallest size.")
    srcset = graphene.String(required=True, description="Sizes as HTML's `srcset` writes them.")
    width = graphene.Int(required=True, description="Width of the largest size, in pixels.")
    height = graphene.Int(required=True, description="Height of the largest size, in pixels.")
    alt = graphene.String(required=True, description="What it shows.")

    class Meta:
        description = "A picture with its sizes."


class GoodsCard(graphene.ObjectType):
    """One good as it stands in a row or a grid."""

    slug = graphene.String(required=True, description="Names the good in addresses.")
    name = graphene.String(required=True, description="Name of the good.")
    town = graphene.String(required=True, description="Town of origin; may be empty.")
    enterprise = graphene.String(required=True, description="Enterprise brand; may be empty.")
    enterprise_slug = graphene.String(required=True, description="Its slug; may be empty.")
    price_fen = graphene.Int(required=True, description="Lowest price of its variants, in fen.")
    has_choice = graphene.Boolean(required=True, description="Whether it has several variants.")
    picture = graphene.Field(GoodsPicture, required=True, description="Its first picture, small.")
    large = graphene.Field(GoodsPicture, required=True, description="The same picture, large.")
    seals = graphene.List(NonNullString, required=True, description="Marks such as 地标 or 非遗.")
    months = graphene.List(
        graphene.NonNull(graphene.Int), required=True, description="Months of its season, 1 to 12."
    )
    season = graphene.String(required=True, description="The same in words; may be empty.")

    class Meta:
        description = "One good as it stands in a row or a grid."

    resolve_name = typeset("name")
    resolve_enterprise = typeset("enterprise")

    @staticmethod
    def resolve_price_fen(root, _info):
        return to_fen(root.price)

    @staticmethod
    def resolve_months(root, _info):
        return sorted(root.months)

    @staticmethod
    def resolve_season(root, _info):
        return rules.season_text(root.months)


class GoodsTrade(graphene.ObjectType):
    """A trade that has goods, with its branches."""

    slug = graphene.String(required=True, description="Names the trade in addresses.")
    name = graphene.String(required=True, description="Name of the trade.")
    description = graphene.String(required=True, description="A sentence about it; may be empty.")
    count = graphene.Int(required=True, description="Goods below it.")
    banner = graphene.Field(GoodsPicture, description="A picture three times as wide as high.")

    class Meta:
        description = "A trade that has goods."

    resolve_name = typeset("name")
    resolve_description = typeset("description")


class GoodsEnterprise(graphene.ObjectType):
    """One of the N enterprise brands beside the regional brand."""

    slug = graphene.String(required=True, description="Names the enterprise in addresses.")
    name = graphene.String(required=True, description="Enterprise brand.")
    kind = graphene.String(required=True, description="Sort of business; may be empty.")
    town = graphene.String(required=True, description="Where it is; may be empty.")
    story = graphene.String(required=True, description="Who they are; may be empty.")
    count = graphene.Int(required=True, description="Its goods on the shelf.")
    mark = graphene.Field(GoodsPicture, description="Its mark, square.")

    class Meta:
        description = "One of the N enterprise brands beside the regional brand."

    resolve_name = typeset("name")
    resolve_kind = typeset("kind")
    resolve_story = typeset("story")


class GoodsTick(graphene.ObjectType):
    """One thing to tick when looking for goods."""

    slug = graphene.String(required=True, description="Value to send back as a filter.")
    name = graphene.String(required=True, description="What a buyer reads.")
    count = graphene.Int(required=True, description="How many goods it leaves.")

    class Meta:
        description = "One thing to tick when looking for goods."


class GoodsTicks(graphene.ObjectType):
    """What can be ticked for a query and a trade."""

    towns = graphene.List(
        graphene.NonNull(GoodsTick), required=True, description="Towns of origin, most goods first."
    )
    certifications = graphene.List(
        graphene.NonNull(GoodsTick), required=True, description="Certifications."
    )
    enterprises = graphene.List(
        graphene.NonNull(GoodsTick), required=True, description="Enterprise brands."
    )
    months = graphene.List(
        graphene.NonNull(graphene.Int), required=True, description="Months with goods in season."
    )

    class Meta:
        description = "What can be ticked for a query and a trade, whatever is ticked already."


class SeenGood(graphene.ObjectType):
    """A good that somebody looked at before, as it stands now."""

    card = graphene.Field(GoodsCard, required=True, description="The good as a card.")
    is_available = graphene.Boolean(required=True, description="Whether one can be bought.")

    class Meta:
        description = "A good that somebody looked at before, as it stands now."


class FoundGoods(graphene.ObjectType):
    """One page of goods that fit a wish."""

    nodes = graphene.List(
        graphene.NonNull(GoodsCard), required=True, description="The goods of this page."
    )
    total_count = graphene.Int(required=True, description="How many goods fit in all.")
    has_next_page = graphene.Boolean(required=True, description="Whether more goods follow.")
    ticks = graphene.Field(GoodsTicks, required=True, description="What can be ticked.")
    collection_name = graphene.String(
        required=True, description="Name of the collection that was asked for; empty otherwise."
    )

    class Meta:
        description = "One page of goods that fit a wish."


ShowcaseOpens = graphene.Enum("ShowcaseOpens", [(kind.name, kind.value) for kind in Opens])


class ShowcaseCard(graphene.ObjectType):
    """A card of the first page's strip."""

    title = graphene.String(required=True, description="Its title.")
    words = graphene.String(required=True, description="A line about it.")
    opens = ShowcaseOpens(required=True, description="What kind of thing it leads to.")
    target = graphene.String(
        required=True, description="Slug of that thing; of a season a month, 1 to 12, or `now`."
    )
    picture = graphene.Field(GoodsPicture, required=True, description="Twice as wide as high.")

    class Meta:
        description = "A card of the first page's strip: a kind and a slug, never an address."

    resolve_title = typeset("title")
    resolve_words = typeset("words")

    @staticmethod
    def resolve_opens(root, _info):
        return root.opens.value


class ShopHome(graphene.ObjectType):
    """Everything the first page shows, in one answer."""

    month = graphene.Int(required=True, description="This month in China, 1 to 12.")
    goods_count = graphene.Int(required=True, description="Goods on the shelf.")
    showcase = graphene.List(
        graphene.NonNull(ShowcaseCard), required=True, description="Cards of marketing, in order."
    )
    in_season = graphene.List(
        graphene.NonNull(GoodsCard),
        required=True,
        description="Goods of this month alone, shortest season first.",
    )
    trades = graphene.List(
        graphene.NonNull(GoodsTrade), required=True, description="Trades that have goods."
    )
    enterprises = graphene.List(
        graphene.NonNull(GoodsEnterprise), required=True, description="Enterprises that have goods."
    )
    recommended = graphene.List(
        graphene.NonNull(GoodsCard),
        required=True,
        description="One good of each of several makers.",
    )

    class Meta:
        description = "Everything the first page shows."
