"""Coupons for 李晓梅's order of 麻花 and 狗血桃; 市场部 runs the campaigns."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.coupons.services.campaign_run import campaign_start
from plugins.coupons.services.campaign_write import CampaignFacts, campaign_write
from plugins.coupons.services.coupon_choose import coupon_choose
from plugins.coupons.services.coupon_claim import coupon_claim
from plugins.coupons.states import Bearer, Scope
from plugins.orders.services.order_place import order_place
from tests.unit.after_sales.conftest import ask, buy, line_of, mahua, settle, wechat
from tests.unit.child_orders.conftest import bakery, orchard, peach, placed

__all__ = [
    "ask",
    "bakery",
    "buy",
    "line_of",
    "mahua",
    "orchard",
    "peach",
    "placed",
    "settle",
    "wechat",
]

MARKETING = "staff:7"


@pytest.fixture
def campaign_of(db):
    """`campaign_of(off_fen=1000)` is running: ten yuan off a hundred, unless it says else."""

    def make(*, start=True, **changes):
        now = timezone.now()
        facts = {
            "name": "满百减十",
            "least_fen": 10_000,
            "off_fen": 1_000,
            "scope": Scope.EVERYTHING,
            "claim_from": now - timedelta(days=1),
            "claim_until": now + timedelta(days=5),
            "use_from": now - timedelta(days=1),
            "use_until": now + timedelta(days=9),
            "total": 100,
            "bearer": Bearer.PLATFORM,
        }
        campaign = campaign_write(
            facts=CampaignFacts(**(facts | changes)), actor=MARKETING, now=now
        )
        if start:
            campaign_start(campaign_id=campaign.pk, actor=MARKETING, now=now)
        return campaign

    return make


@pytest.fixture
def claim():
    return lambda buyer, campaign: coupon_claim(
        buyer=buyer, campaign_id=campaign.pk, now=timezone.now()
    )


@pytest.fixture
def choose():
    return lambda buyer, checkout, coupon: coupon_choose(
        buyer=buyer,
        token=checkout.token,
        coupon_id=coupon and coupon.pk,
        now=timezone.now(),
    )


@pytest.fixture
def place():
    def do(buyer, checkout, *, key="confirm-screen-1", **arguments):
        return order_place(
            buyer=buyer,
            checkout_token=checkout.token,
            idempotency_key=key,
            now=timezone.now(),
            **arguments,
        )

    return do
