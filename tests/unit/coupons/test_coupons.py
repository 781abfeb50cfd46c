"""A coupon is claimed, chosen, used, and comes back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone
from saleor.checkout.utils import recalculate_checkout_discount
from saleor.graphql.checkout.mutations import CheckoutShippingMethodUpdate

from plugins.coupons import errors
from plugins.coupons.models import Campaign, Coupon
from plugins.coupons.selectors.fitting import coupons_for_checkout
from plugins.coupons.selectors.offers import offers
from plugins.coupons.selectors.wallet import Pocket, coupons_in
from plugins.coupons.services.campaign_run import campaign_end, campaign_pause
from plugins.coupons.services.coupon_claim import CODES, coupon_claim_by_code
from plugins.coupons.states import Scope
from plugins.kernel.throttle import TooOften
from plugins.orders.errors import PriceChanged
from plugins.orders.models import LineCost, PlacedOrder
from plugins.orders.services.order_cancel import order_cancel_by_buyer
from tests.unit.coupons.conftest import MARKETING

pytestmark = pytest.mark.django_db


def test_claiming_has_its_bounds(campaign_of, claim, buyer_li, buyer_zhou):
    campaign = campaign_of(total=1)
    assert [offer.can_claim for offer in offers(buyer=buyer_li, now=timezone.now())] == [True]

    coupon = claim(buyer_li, campaign)

    assert (coupon.nth, coupon.valid_until) == (1, campaign.use_until)
    with pytest.raises(errors.ClaimedEnough):
        claim(buyer_li, campaign)
    with pytest.raises(errors.AllClaimed):
        claim(buyer_zhou, campaign)
    assert [offer.claimed_by_me for offer in offers(buyer=buyer_li, now=timezone.now())] == [1]
    assert list(offers(buyer=buyer_zhou, now=timezone.now())) == []
    campaign_end(campaign_id=campaign.pk, actor=MARKETING, reason="预算用完")
    with pytest.raises(errors.NotClaimable):
        claim(buyer_zhou, campaign)


def test_what_marketing_plans_is_nobodys_to_find_by_counting_ids(campaign_of, claim, buyer_li):
    """A refusal names the campaign; one that nobody could see yet does not exist."""
    now = timezone.now()
    tomorrow = campaign_of(claim_from=now + timedelta(days=1))
    dropped = campaign_of(start=False)
    campaign_end(campaign_id=dropped.pk, actor=MARKETING, reason="不做了")

    for planned in (tomorrow, dropped, campaign_of(start=False)):
        with pytest.raises(errors.CampaignNotFound):
            claim(buyer_li, planned)


def test_offers_are_for_the_goods_they_cover(campaign_of, orchard, mahua, peach, buyer_li):
    everything = campaign_of()
    trade = campaign_of(scope=Scope.TRADE, trade_id=mahua.product.product_type_id, off_fen=900)
    peaches = campaign_of(scope=Scope.ENTERPRISE, enterprise_id=orchard.pk, off_fen=800)
    named = campaign_of(scope=Scope.GOODS, product_ids=[mahua.product_id], off_fen=700)
    campaign_of(code="DAYEQUAN8")

    def shown(variant):
        found = offers(buyer=buyer_li, now=timezone.now(), product_id=variant.product_id)
        return [offer.campaign for offer in found]

    assert shown(mahua) == [everything, trade, named]
    assert shown(peach) == [everything, trade, peaches]


def test_codes_tell_guessers_nothing(campaign_of, claim, buyer_li, buyer_zhou):
    cache.clear()
    secret = campaign_of(code="daye-quan-8x", total=1)
    with pytest.raises(errors.CampaignNotFound):
        claim(buyer_zhou, secret)  # listed nowhere

    coupon = coupon_claim_by_code(buyer=buyer_li, code=" dayequan8x", now=timezone.now())

    assert coupon.campaign == secret
    answers = set()
    for code in ("DAYEQUAN8X", "NOSUCHCODE", "", "x" * 99):  # claimed out, unknown, none
        with pytest.raises(errors.CodeUnknown) as refusal:
            coupon_claim_by_code(buyer=buyer_zhou, code=code, now=timezone.now())
        answers.add(str(refusal.value))
    assert len(answers) == 1
    for _ in range(CODES.most - 4):
        with pytest.raises(errors.CodeUnknown):
            coupon_claim_by_code(buyer=buyer_zhou, code="NOSUCHCODE", now=timezone.now())
    with pytest.raises(TooOften):
        coupon_claim_by_code(buyer=buyer_zhou, code="NOSUCHCODE", now=timezone.now())


def test_a_coupon_is_used_and_comes_back_when_the_order_is_cancelled(
    campaign_of, claim, choose, place, checkout_of, buyer_li, mahua, peach
):
    campaign = campaign_of()
    coupon = claim(buyer_li, campaign)
    checkout = choose(buyer_li, checkout_of(buyer_li, (mahua, 3), (peach, 2)), coupon)
    assert checkout.discount_amount == Decimal(10)

    placed = place(buyer_li, checkout, expected_total=Decimal("154.20"))

    coupon.refresh_from_db()
    assert (coupon.state, coupon.order_id, coupon.saved_fen) == ("used", placed.order_id, 1000)
    assert (placed.total_fen, placed.order.discount_amount) == (15_420, Decimal(10))
    campaign.voucher.refresh_from_db()
    assert (placed.order.voucher, campaign.voucher.used) == (campaign.voucher, 1)
    costs = LineCost.objects.order_by("pk").values_list("paid_fen", "saved_fen", "subsidy_fen")
    assert list(costs) == [(5279, 361, 361), (9341, 639, 639)]
    again = checkout_of(buyer_li, (mahua, 9))
    with pytest.raises(errors.CouponNotFitting, match="已用于其他订单"):
        choose(buyer_li, again, coupon)

    order_cancel_by_buyer(number=placed.number, buyer=buyer_li, now=timezone.now())

    coupon.refresh_from_db()
    campaign.voucher.refresh_from_db()
    assert (coupon.state, coupon.order_id, campaign.voucher.used) == ("open", None, 0)
    assert choose(buyer_li, again, coupon).discount_amount == Decimal(10)


def test_whoever_knows_the_voucher_has_nothing(
    campaign_of, claim, choose, place, checkout_of, buyer_li, buyer_zhou, mahua
):
    campaign = campaign_of()
    coupon = claim(buyer_li, campaign)
    checkout = checkout_of(buyer_zhou, (mahua, 9))
    with pytest.raises(errors.CouponNotFound):
        choose(buyer_zhou, checkout, coupon)
    checkout.voucher_code, checkout.discount_amount = campaign.voucher.code, Decimal(10)
    checkout.save()

    with pytest.raises(errors.CouponLost, match="177.20"):
        place(buyer_zhou, checkout)

    recalculate_checkout_discount(checkout, list(checkout.lines.all()), [])
    assert (checkout.voucher_code, checkout.discount_amount) == (None, 0)
    assert place(buyer_zhou, checkout).total_fen == 17_720


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (lambda campaign: campaign_pause(campaign_id=campaign.pk, actor="x", reason="y"), "暂停"),
        (lambda _: Coupon.objects.update(valid_until=timezone.now()), "已过期"),
    ],
)
def test_a_coupon_lost_between_confirm_and_place_says_the_new_total(
    campaign_of, claim, choose, place, checkout_of, buyer_li, mahua, end, reason
):
    campaign = campaign_of()
    checkout = choose(buyer_li, checkout_of(buyer_li, (mahua, 9)), claim(buyer_li, campaign))
    end(campaign)

    with pytest.raises(errors.CouponLost, match=f"{reason}.*应付 177.20 元"):
        place(buyer_li, checkout, expected_total=Decimal("167.20"))

    assert not PlacedOrder.objects.exists()
    checkout = choose(buyer_li, checkout, None)
    with pytest.raises(PriceChanged, match="177.20"):
        place(buyer_li, checkout, expected_total=Decimal("167.20"))
    assert place(buyer_li, checkout, expected_total=Decimal("177.20")).total_fen == 17_720


def test_an_ended_campaign_keeps_its_promise(
    campaign_of, claim, choose, place, checkout_of, buyer_li, mahua
):
    campaign = campaign_of()
    coupon = claim(buyer_li, campaign)
    campaign_end(campaign_id=campaign.pk, actor=MARKETING, reason="预算用完")

    placed = place(buyer_li, choose(buyer_li, checkout_of(buyer_li, (mahua, 9)), coupon))

    assert placed.total_fen == 16_720


def test_the_engine_keeps_our_amount_when_the_checkout_changes(
    campaign_of, claim, choose, checkout_of, orchard, buyer_li, mahua, peach
):
    """Its own rules would take twenty per cent off everything, without a ceiling."""
    campaign = campaign_of(
        off_fen=0, percent=20, ceiling_fen=1_500, scope=Scope.ENTERPRISE,
        enterprise_id=orchard.pk, least_fen=9_980,
    )  # fmt: skip
    checkout = choose(
        buyer_li, checkout_of(buyer_li, (mahua, 3), (peach, 2)), claim(buyer_li, campaign)
    )
    assert checkout.discount_amount == Decimal(15)

    checkout.lines.filter(variant=peach).update(quantity=1)
    recalculate_checkout_discount(checkout, list(checkout.lines.all()), [])

    assert (checkout.voucher_code, checkout.discount_amount) == (None, 0)
    assert CheckoutShippingMethodUpdate  # calls exactly this


def test_the_best_coupon_is_proposed_and_the_others_say_why_not(
    campaign_of, claim, choose, checkout_of, orchard, buyer_li, mahua, peach
):
    good = campaign_of(name="满百减十")
    better = campaign_of(
        name="桃子八折", off_fen=0, percent=20, ceiling_fen=5_000, least_fen=0,
        scope=Scope.ENTERPRISE, enterprise_id=orchard.pk,
    )  # fmt: skip
    far = campaign_of(name="满三百减五十", least_fen=30_000, off_fen=5_000)
    mine = {each: claim(buyer_li, each) for each in (good, better, far)}
    checkout = checkout_of(buyer_li, (mahua, 3), (peach, 2))
    choose(buyer_li, checkout, mine[good])

    found = coupons_for_checkout(buyer=buyer_li, token=checkout.token, now=timezone.now())

    told = [(x.coupon, x.fit.saved_fen, x.fit.words, x.is_best, x.is_chosen) for x in found]
    assert told == [
        (mine[better], 1996, "", True, False),
        (mine[good], 1000, "", False, True),
        (mine[far], 0, "适用商品还差 143.80 元", False, False),
    ]


def test_the_wallet_has_three_pockets(
    campaign_of, claim, choose, place, checkout_of, buyer_li, mahua
):
    used, kept, gone = (claim(buyer_li, campaign_of()) for _ in range(3))
    place(buyer_li, choose(buyer_li, checkout_of(buyer_li, (mahua, 9)), used))
    Coupon.objects.filter(pk=gone.pk).update(valid_until=timezone.now() - timedelta(hours=1))

    pockets = {
        pocket: list(coupons_in(pocket, owner=buyer_li, now=timezone.now())) for pocket in Pocket
    }

    assert pockets == {Pocket.USABLE: [kept], Pocket.USED: [used], Pocket.EXPIRED: [gone]}
    assert Campaign.objects.filter(claimed=1).count() == 3
