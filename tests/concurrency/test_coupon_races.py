"""Many want the last coupon, and one coupon is wanted by two orders: real threads."""

from __future__ import annotations

import pytest
from django.utils import timezone
from saleor.account.models import User
from saleor.checkout.models import Checkout

from plugins.coupons.errors import AllClaimed, ClaimedEnough, CouponLost, NotDraft
from plugins.coupons.models import Campaign, ChosenCoupon, Coupon
from plugins.coupons.services.campaign_agree import campaign_agree
from plugins.coupons.services.campaign_run import campaign_propose, campaign_start
from plugins.coupons.services.campaign_write import CampaignFacts, campaign_write
from plugins.coupons.services.coupon_claim import coupon_claim
from plugins.coupons.states import Bearer, Scope
from plugins.kernel.models import AuditEntry
from plugins.marketplace.public import MemberActor, Role
from plugins.orders.models import PlacedOrder
from plugins.orders.services.order_cancel import order_cancel_by_buyer
from tests.concurrency.test_order_place_races import placing, race
from tests.unit.child_orders.conftest import orchard, peach
from tests.unit.coupons.conftest import MARKETING, campaign_of

__all__ = ["campaign_of", "orchard", "peach"]
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


def test_one_buyer_claims_at_ten_places_at_once(campaign_of, buyer_li):
    campaign = campaign_of(per_person=2)

    results = race(
        *[
            lambda: coupon_claim(buyer=buyer_li, campaign_id=campaign.pk, now=timezone.now())
            for _ in range(10)
        ]
    )

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in refused] == [ClaimedEnough] * 8
    assert sorted(Coupon.objects.values_list("nth", flat=True)) == [1, 2]
    assert Campaign.objects.get().claimed == 2


def test_an_enterprise_never_bears_terms_that_were_written_while_it_agreed(campaign_of, orchard):
    """Whoever is first: the new terms wait for a word of their own."""
    terms = {
        "start": False, "scope": Scope.ENTERPRISE, "enterprise_id": orchard.pk,
        "bearer": Bearer.ENTERPRISE,
    }  # fmt: skip
    campaign = campaign_of(**terms)
    proposed = campaign_propose(campaign_id=campaign.pk, actor=MARKETING, now=timezone.now())
    owner = MemberActor(
        member_id=1, user_id=1, enterprise_id=orchard.pk, roles=frozenset({Role.OWNER})
    )
    dearer = CampaignFacts(
        name="满百减五十", least_fen=10_000, off_fen=5_000, scope=Scope.ENTERPRISE,
        enterprise_id=orchard.pk, bearer=Bearer.ENTERPRISE, total=100,
        claim_from=campaign.claim_from, claim_until=campaign.claim_until, use_days=7,
    )  # fmt: skip

    _agreed, written, begun = race(
        lambda: campaign_agree(
            actor=owner, campaign_id=campaign.pk, seen=proposed.proposed_at, now=timezone.now()
        ),
        lambda: campaign_write(
            facts=dearer, actor=MARKETING, now=timezone.now(), campaign_id=campaign.pk
        ),
        lambda: campaign_start(campaign_id=campaign.pk, actor=MARKETING, now=timezone.now()),
    )

    campaign.refresh_from_db()
    if isinstance(begun, Campaign):
        assert isinstance(written, NotDraft)
        assert (campaign.off_fen, campaign.agreed_at is None) == (1_000, False)
    else:
        assert (campaign.off_fen, campaign.agreed_at) == (5_000, None)


def test_a_coupon_comes_back_once_and_is_used_once_more(campaign_of, buyer_li, goods, checkout_of):
    """Cancelled twice at once, and the coupon chosen for two further carts meanwhile."""
    campaign, mahua = campaign_of(), goods("金牛麻花", "18.80", stock=99)
    coupon = coupon_claim(buyer=buyer_li, campaign_id=campaign.pk, now=timezone.now())
    carts = [checkout_of(buyer_li, (mahua, 9)) for _ in range(3)]
    for cart in carts:
        ChosenCoupon.objects.create(checkout=cart, coupon=coupon)
    Checkout.objects.update(voucher_code=campaign.voucher.code, discount_amount=10)
    first = placing(buyer_li, carts[0], "key-of-the-first")()

    def cancelling():
        return order_cancel_by_buyer(number=first.number, buyer=buyer_li, now=timezone.now())

    race(
        cancelling,
        cancelling,
        *[placing(buyer_li, cart, f"key-{cart.pk}") for cart in carts[1:]],
    )

    coupon.refresh_from_db()
    first.refresh_from_db()
    using = PlacedOrder.objects.exclude(pk=first.pk).values_list("order_id", flat=True)
    assert first.state == "cancelled"
    assert list(using) == ([coupon.order_id] if coupon.state == "used" else [])
    assert AuditEntry.objects.filter(action="coupons.coupon.given_back").count() == 1
