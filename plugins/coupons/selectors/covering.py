"""Which goods a campaign covers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from saleor.product.models import Product

from plugins.brand.public import makers_of
from plugins.coupons.models import Campaign
from plugins.coupons.states import Bearer, Scope


@dataclass(frozen=True)
class Shelf:
    """What has to be known of products to tell who covers them; three queries for any number."""

    trades: dict[int, int]
    makers: dict[int, int]
    named: set[tuple[int, int]]

    def covers(self, campaign: Campaign, product_id: int) -> bool:
        """Tell whether a campaign is for a product; one that an enterprise bears, for its own."""
        if campaign.bearer == Bearer.ENTERPRISE.value and (
            self.makers.get(product_id) != campaign.enterprise_id
        ):
            return False
        if campaign.scope == Scope.TRADE.value:
            return self.trades.get(product_id) == campaign.trade_id
        if campaign.scope == Scope.ENTERPRISE.value:
            return self.makers.get(product_id) == campaign.enterprise_id
        if campaign.scope == Scope.GOODS.value:
            return (campaign.pk, product_id) in self.named
        return product_id in self.trades


def shelf_of(*, product_ids: Collection[int], campaigns: Iterable[Campaign]) -> Shelf:
    """Read what `Shelf.covers` asks of these products and campaigns."""
    named = Campaign.goods.through.objects.filter(
        campaign_id__in=[each.pk for each in campaigns if each.scope == Scope.GOODS.value],
        product_id__in=product_ids,
    )
    return Shelf(
        trades=dict(
            Product.objects.filter(pk__in=product_ids).values_list("pk", "product_type_id")
        ),
        makers=makers_of(product_ids=product_ids),
        named=set(named.values_list("campaign_id", "product_id")),
    )


def covering(campaigns: QuerySet[Campaign], *, product_id: int) -> QuerySet[Campaign]:
    """Keep the campaigns that cover a product."""
    product = Product.objects.filter(pk=product_id).first()
    if product is None:
        return campaigns.none()
    maker = makers_of(product_ids=[product_id]).get(product_id)
    return campaigns.filter(
        Q(scope=Scope.EVERYTHING.value)
        | Q(scope=Scope.TRADE.value, trade=product.product_type_id)
        | Q(scope=Scope.ENTERPRISE.value, enterprise=maker)
        | Q(scope=Scope.GOODS.value, goods=product_id)
    )
