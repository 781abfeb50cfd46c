"""Where a product comes from, asked once for all products of an answer."""

import graphene
from django.utils import timezone
from saleor.graphql.core.dataloaders import DataLoader

from brand_theme.window.graphql.types import GoodsPicture, typeset
from plugins.kernel.provenance import ProvenanceKind as Kind
from plugins.kernel.provenance import provenance_of

ProvenanceKind = graphene.Enum("ProvenanceKind", [(kind.name, kind.value) for kind in Kind])


class ProvenanceLoader(DataLoader):
    context_key = "window_provenance_by_product"

    def batch_load(self, keys):
        found = provenance_of(product_ids=keys, at=timezone.now())
        return [found[key] for key in keys]


class ProvenanceCard(graphene.ObjectType):
    """A card of a product's page about its origin."""

    kind = ProvenanceKind(required=True, description="Whether it tells of a lot or a household.")
    title = graphene.String(required=True, description="Its title.")
    words = graphene.String(required=True, description="A line about it; may be empty.")
    path = graphene.String(required=True, description="The page of the mini-shop it opens.")
    picture = graphene.Field(GoodsPicture, description="Its picture, if it has one.")

    class Meta:
        description = "A card of a product's page about its origin."

    resolve_title = typeset("title")
    resolve_words = typeset("words")

    @staticmethod
    def resolve_kind(root, _info):
        return root.kind.value


def provenance_field():
    return graphene.List(
        graphene.NonNull(ProvenanceCard),
        required=True,
        description="Where it comes from and who grows it; empty until a capability knows.",
    )


class ProductProvenance(graphene.ObjectType):
    """What Saleor's products say of their origin."""

    provenance = provenance_field()

    class Meta:
        description = "A product with its origin."

    @staticmethod
    def resolve_provenance(root, info):
        return ProvenanceLoader(info.context).load(root.pk)
