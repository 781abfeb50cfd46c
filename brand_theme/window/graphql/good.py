import graphene
from graphene import Node

from brand_theme.window import rules
from brand_theme.window.graphql.provenance import ProvenanceLoader, provenance_field
from brand_theme.window.graphql.types import (
    GoodsCard,
    GoodsEnterprise,
    GoodsPicture,
    NonNullString,
    typeset,
)
from plugins.kernel.money import to_fen


def variant_id_of(root, _info):
    return Node.to_global_id("ProductVariant", root.variant_id)


class GoodsFact(graphene.ObjectType):
    """One thing that is known of a good or a variant."""

    label = graphene.String(required=True, description="Name of the attribute.")
    value = graphene.String(required=True, description="Its values in words.")

    class Meta:
        description = "One thing that is known of a good or a variant."

    resolve_label = typeset("label")
    resolve_value = typeset("value")


class GoodsChoice(graphene.ObjectType):
    """A variant that can be chosen."""

    variant_id = graphene.ID(required=True, description="What carts and checkouts take.")
    sku = graphene.String(required=True, description="Stock-keeping unit.")
    name = graphene.String(required=True, description="Name of the variant.")
    price_fen = graphene.Int(required=True, description="Price with discounts taken off, in fen.")
    left = graphene.Int(description="Units left; null when nobody counts them.")
    is_available = graphene.Boolean(required=True, description="Whether one can be bought.")
    facts = graphene.List(
        graphene.NonNull(GoodsFact), required=True, description="What is known of the variant."
    )

    class Meta:
        description = "A variant that can be chosen."

    resolve_variant_id = staticmethod(variant_id_of)
    resolve_name = typeset("name")

    @staticmethod
    def resolve_price_fen(root, _info):
        return to_fen(root.price)


class GoodsBadge(graphene.ObjectType):
    """The licence under which a good carries the regional brand."""

    brand_name = graphene.String(required=True, description="The regional brand.")
    certificate_number = graphene.String(required=True, description="Number of the certificate.")
    code = graphene.String(required=True, description="Verification code, for `/verify/<code>`.")
    holder = graphene.String(required=True, description="Legal name of the licensed enterprise.")
    until = graphene.DateTime(required=True, description="When the licence ends.")

    class Meta:
        description = "The licence under which a good carries the regional brand."


class GoodsPlace(graphene.ObjectType):
    """A category on the way to a good."""

    slug = graphene.String(required=True, description="Names the category in addresses.")
    name = graphene.String(required=True, description="Name of the category.")

    class Meta:
        description = "A category on the way to a good."


class Good(graphene.ObjectType):
    """One good with everything its page shows."""

    product_id = graphene.ID(required=True, description="What reviews and favourites take.")
    slug = graphene.String(required=True, description="Names the good in addresses.")
    name = graphene.String(required=True, description="Name of the good.")
    pinyin = graphene.String(required=True, description="How to read it; may be empty.")
    price_fen = graphene.Int(required=True, description="Lowest price, in fen.")
    pictures = graphene.List(
        graphene.NonNull(GoodsPicture), required=True, description="Its pictures, first one first."
    )
    choices = graphene.List(
        graphene.NonNull(GoodsChoice), required=True, description="Its variants, cheapest first."
    )
    facts = graphene.List(
        graphene.NonNull(GoodsFact), required=True, description="What is known of it."
    )
    seals = graphene.List(NonNullString, required=True, description="Marks such as 地标 or 非遗.")
    months = graphene.List(
        graphene.NonNull(graphene.Int), required=True, description="Months of its season, 1 to 12."
    )
    season = graphene.String(required=True, description="The same in words; may be empty.")
    paragraphs = graphene.List(NonNullString, required=True, description="What is told of it.")
    path = graphene.List(
        graphene.NonNull(GoodsPlace), required=True, description="Its trade and branch."
    )
    town = graphene.String(required=True, description="Town of origin; may be empty.")
    town_slug = graphene.String(required=True, description="Slug of that town; may be empty.")
    takes_no_reason_return = graphene.Boolean(
        required=True,
        description="Whether it may be sent back within seven days without a reason "
        "(消费者权益保护法 article 25).",
    )
    promise = graphene.String(required=True, description="When it leaves, in words.")
    is_adults_only = graphene.Boolean(required=True, description="Wine: not sold to minors.")
    enterprise = graphene.Field(GoodsEnterprise, description="Who makes or sells it.")
    badge = graphene.Field(GoodsBadge, description="Its licence; null without one.")
    provenance = provenance_field()
    related = graphene.List(
        graphene.NonNull(GoodsCard),
        required=True,
        description="The maker's and the trade's others.",
    )

    class Meta:
        description = "One good with everything its page shows."

    resolve_name = typeset("name")

    @staticmethod
    def resolve_product_id(root, _info):
        return Node.to_global_id("Product", root.product_id)

    @staticmethod
    def resolve_provenance(root, info):
        return ProvenanceLoader(info.context).load(root.product_id)

    @staticmethod
    def resolve_paragraphs(root, _info):
        return [rules.typeset(text) for text in root.paragraphs]

    @staticmethod
    def resolve_price_fen(root, _info):
        return to_fen(root.price)

    @staticmethod
    def resolve_months(root, _info):
        return sorted(root.months)

    @staticmethod
    def resolve_season(root, _info):
        return rules.season_text(root.months)


class CartGood(graphene.ObjectType):
    """One variant of a cart as it stands now."""

    variant_id = graphene.ID(required=True, description="The variant.")
    slug = graphene.String(required=True, description="Names the good in addresses.")
    name = graphene.String(required=True, description="Name of the good.")
    variant_name = graphene.String(required=True, description="Name of the variant.")
    enterprise = graphene.String(required=True, description="Enterprise brand; may be empty.")
    enterprise_slug = graphene.String(required=True, description="Its slug; may be empty.")
    price_fen = graphene.Int(required=True, description="Price with discounts taken off, in fen.")
    left = graphene.Int(description="Units left; null when nobody counts them.")
    obstacle = graphene.String(
        required=True, description="Why it cannot be bought, in Chinese; empty when it can."
    )
    takes_no_reason_return = graphene.Boolean(
        required=True, description="Whether it may be sent back without a reason."
    )
    picture = graphene.Field(GoodsPicture, required=True, description="Its first picture, small.")

    class Meta:
        description = "One variant of a cart as it stands now."

    resolve_variant_id = staticmethod(variant_id_of)
    resolve_name = typeset("name")
    resolve_variant_name = typeset("variant_name")
    resolve_enterprise = typeset("enterprise")

    @staticmethod
    def resolve_price_fen(root, _info):
        return to_fen(root.price)


class ShopText(graphene.ObjectType):
    """A page of text, such as the rules of delivery."""

    title = graphene.String(required=True, description="Its title.")
    paragraphs = graphene.List(NonNullString, required=True, description="Its text.")

    class Meta:
        description = "A page of text."

    resolve_title = typeset("title")

    @staticmethod
    def resolve_paragraphs(root, _info):
        return [rules.typeset(text) for text in root.paragraphs]
