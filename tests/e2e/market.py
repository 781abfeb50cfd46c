"""One stocked market for all journeys of shoppers, seeded once for a run.

Tests that use it come after all that own their database (`conftest.py` sees to that), so
nobody empties it between them. In return each journey keeps to goods of its own, and undoes
what it did to the shop as a whole. What is written, is written by the shop's services and
`aside`: the main thread's connection stands in a transaction that is rolled back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import graphene
import pytest
from django.conf import settings as shop_settings
from django.core.cache import cache
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer
from saleor.product.models import ProductVariant
from saleor.warehouse.models import Stock

from plugins.coupons.services.campaign_run import campaign_start
from plugins.coupons.services.campaign_write import CampaignFacts, campaign_write
from plugins.coupons.states import Scope
from plugins.listings.models import Listing
from plugins.listings.selectors.live_content import price_of
from plugins.listings.services.sales_change import PriceChange, StockChange, sales_change
from plugins.marketplace.public import actor_for
from plugins.wechat import gateway as wechat_door
from plugins.wechat_pay import gateway as wechat_pay_door
from saleor_config.demo_sale.transport import Simulator
from tests.e2e.buyer import Buyer
from tests.e2e.stage import aside, member, shop_seed, simulator_running
from tests.fixtures.catalogue import copied, narrowed

COUPON_CODE = "DAYEXCAQ8"
SLUGS = (
    "jinniu-mahua",
    "daye-humian",
    "baoan-lianzi",
    "huoshi-juhua",
    "tanqiao-douchi",
    "yinzu-bai-cha",
)


@dataclass(frozen=True)
class Market:
    """A shop that serves, its sellers, and WeChat beside it.

    Attributes:
        told: settings that say where WeChat is; they hold while a test uses the market.
    """

    url: str
    wechat: Simulator
    told: dict[str, Any]

    def buyer(self) -> Buyer:
        """Somebody new to the shop, logged in with WeChat."""
        return Buyer(self.url, self.wechat)

    def variant(self, sku: str) -> str:
        """Return the variant's id as buyers' devices have it."""
        return aside(lambda: _global_id(ProductVariant.objects.get(sku=sku)))

    def reprices(self, sku: str, price: str) -> None:
        """The seller asks another price, in yuan."""

        def change() -> None:
            variant = ProductVariant.objects.get(sku=sku)
            seen = f"{price_of(variant, variant.product):.2f}"
            _sell(variant, prices=[PriceChange(variant.pk, seen=seen, price=price)])

        aside(change)

    def stocks(self, sku: str, quantity: int) -> None:
        """The seller counts what lies there and may still be ordered: so many."""

        def change() -> None:
            variant = ProductVariant.objects.get(sku=sku)
            stocks = Stock.objects.filter(product_variant=variant).order_by("pk")
            ordered = [sum(a.quantity_allocated for a in each.allocations.all()) for each in stocks]
            wanted = [quantity, *(0 for _ in ordered[1:])]
            _sell(
                variant,
                stocks=[
                    StockChange(each.pk, seen=str(each.quantity), quantity=str(held + more))
                    for each, held, more in zip(stocks, ordered, wanted, strict=True)
                ],
            )

        aside(change)


def _global_id(variant: ProductVariant) -> str:
    return graphene.Node.to_global_id("ProductVariant", variant.pk)


def _sell(variant: ProductVariant, **changes: Any) -> None:
    """Change prices or stocks as the goods' own enterprise does."""
    listing = Listing.objects.get(product=variant.product_id)
    seller = listing.enterprise.members.get().user
    actor = actor_for(user=seller, enterprise_id=listing.enterprise_id)
    sales_change(actor=actor, listing_id=listing.pk, **changes)


@pytest.fixture(scope="session")
def market_square(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Market]:
    """The market as it stands for the whole run; tests enter it by `market`."""
    folder = tmp_path_factory.mktemp("market")
    server = LiveServer("localhost")
    try:
        with django_db_blocker.unblock():
            aside(lambda: _stock(folder))
        with simulator_running(folder / "wechat", notify=server.url) as (wechat, told):
            told = {**told, "WECHAT_API_BASE": wechat.address, "PUBLIC_ADDRESS": server.url}
            yield Market(server.url, wechat, told)
    finally:
        server.stop()


def _stock(folder: Any) -> None:
    shop_seed(narrowed(copied(folder / "data"), SLUGS), now=timezone.now())
    for enterprise_id in set(Listing.objects.values_list("enterprise_id", flat=True)):
        member(f"seller-{enterprise_id}", enterprise_id, "owner", title="店主")
    _give_coupons()


def _give_coupons() -> None:
    """Five yuan off thirty, for who types the code: listed nowhere, so nobody else meets it."""
    now = timezone.now()
    days = {"claim_from": now, "claim_until": now + timedelta(days=1), "use_days": 7}
    facts = CampaignFacts(
        name="口令券", code=COUPON_CODE, least_fen=3_000, off_fen=500, total=100,
        scope=Scope.EVERYTHING, **days,
    )  # fmt: skip
    campaign = campaign_write(facts=facts, actor="system:test", now=now)
    campaign_start(campaign_id=campaign.pk, actor="system:test", now=now)


@pytest.fixture
def market(market_square, settings, mini_shop) -> Iterator[Market]:
    """The market, open for one test."""
    cache.clear()
    for name, value in market_square.told.items():
        setattr(settings, name, value)
    settings.ALLOWED_HOSTS = [*shop_settings.ALLOWED_HOSTS, "localhost"]
    wechat_door.forget(), wechat_pay_door.forget()
    yield market_square
    wechat_door.forget(), wechat_pay_door.forget()
