"""Many want the last coupon, and one coupon is wanted by two orders: real threads."""

from __future__ import annotations

import pytest
from django.utils import timezone
from saleor.account.models import User
from saleor.checkout.models import Checkout

from plugins.coupons.errors import AllClaimed, CouponLost
from plugins.coupons.models import Campaign, ChosenCoupon, Coupon
from plugins.coupons.services.coupon_claim import coupon_claim
from plugins.orders.models import PlacedOrder
from tests.concurrency.test_order_place_races import placing, race
from tests.unit.coupons.conftest import campaign_of

__all__ = ["campaign_of"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_buyers_and_three_coupons(campaign_of):
    campaign = campaign_of(total=3)
    buyers = [User.objects.create_user(f"buyer{n}@example.com", "x") for n in range(10)]

    def claiming(buyer):
        return lambda: coupon_claim(buyer=buyer, campaign_id=campaign.pk, now=timezone.now())

    results = race(*[claiming(buyer) for buyer in buyers])

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in refused] == [AllClaimed] * 7
    assert Coupon.objects.count() == Campaign.objects.get().claimed == 3


def test_one_coupon_in_two_carts_is_used_once(campaign_of, buyer_li, goods, checkout_of):
    campaign, mahua = campaign_of(), goods("金牛麻花", "18.80", stock=99)
    coupon = coupon_claim(buyer=buyer_li, campaign_id=campaign.pk, now=timezone.now())
    carts = [checkout_of(buyer_li, (mahua, 9)) for _ in range(2)]
    for cart in carts:
        ChosenCoupon.objects.create(checkout=cart, coupon=coupon)
    Checkout.objects.update(voucher_code=campaign.voucher.code, discount_amount=10)

    results = race(*[placing(buyer_li, cart, f"key-{cart.pk}") for cart in carts])

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in refused] == [CouponLost]
    assert PlacedOrder.objects.get().total_fen == 16_720
    coupon.refresh_from_db()
    assert coupon.order_id == PlacedOrder.objects.get().order_id
