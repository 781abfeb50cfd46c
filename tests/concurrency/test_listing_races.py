"""Real threads: stock lowered while it is bought, and two colleagues deciding at once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.db.models import Sum
from django.utils import timezone
from saleor.product.models import Product
from saleor.warehouse.models import Allocation, Stock

from plugins.kernel.errors import DomainError
from plugins.listings.errors import StockBelowOrdered
from plugins.listings.services.listings_adopt import listings_adopt
from plugins.listings.services.sales_change import StockChange, sales_change
from plugins.listings.services.submission_review import submission_approve, submission_take
from plugins.listings.services.submission_submit import submission_withdraw
from plugins.marketplace.public import actor_for
from plugins.orders.errors import SoldOut
from plugins.orders.services.order_place import order_place
from tests.concurrency.test_order_place_races import race
from tests.unit.listings import conftest as stories
from tests.unit.listings.conftest import NOW
from tests.unit.marketplace.conftest import user

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5

orchard, owner_wang, reviewer_chen = stories.orchard, stories.owner_wang, stories.reviewer_chen
shelves, pictures_at = stories.shelves, stories.pictures_at
drafted, submitted, in_review = stories.drafted, stories.submitted, stories.in_review


def test_stock_never_falls_below_what_is_being_bought(buyer_li, goods, checkout_of):
    from plugins.marketplace.models import Member

    twist = goods("金牛麻花", "18.80", stock=4)
    listings_adopt(actor="system:test", now=NOW)
    listing = twist.product.listing
    member = Member.objects.create(
        enterprise_id=listing.enterprise_id,
        user=user("maker@example.com"),
        roles=["goods"],
        joined_at=NOW,
    )
    actor = actor_for(user=member.user, enterprise_id=listing.enterprise_id)
    stock = Stock.objects.get()
    lower = partial(
        sales_change,
        actor=actor,
        listing_id=listing.pk,
        stocks=[StockChange(stock.pk, "4", "1")],
    )
    buy = partial(
        order_place,
        buyer=buyer_li,
        checkout_token=checkout_of(buyer_li, (twist, 3)).token,
        idempotency_key="confirm-screen-1",
        now=timezone.now(),
    )

    results = race(lower, buy)

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in refused] in ([StockBelowOrdered], [SoldOut])
    stock.refresh_from_db()
    allocated = Allocation.objects.aggregate(sum=Sum("quantity_allocated"))["sum"] or 0
    assert (stock.quantity, allocated) in ((4, 3), (1, 0))


def test_two_colleagues_approving_at_once_make_goods_once(in_review, owner_wang, reviewer_chen):
    other = stories.person("zheng.review@daye.invalid")
    for number in range(ROUNDS):
        submission = in_review(owner_wang, name=f"沼山白桃 {number}")
        approve = partial(
            submission_approve, submission_id=submission.pk, now=NOW + timedelta(hours=1)
        )

        results = race(partial(approve, actor=reviewer_chen), partial(approve, actor=other))

        refused = [result for result in results if isinstance(result, Exception)]
        assert len(refused) == 1
        assert isinstance(refused[0], DomainError)
        assert Product.objects.filter(name=submission.content["name"]).count() == 1


def test_withdrawing_while_it_is_taken_up_ends_in_one_state(submitted, owner_wang, reviewer_chen):
    for _ in range(ROUNDS):
        submission = submitted(owner_wang)

        race(
            partial(submission_take, actor=reviewer_chen, submission_id=submission.pk),
            partial(submission_withdraw, actor=owner_wang, submission_id=submission.pk),
        )

        submission.refresh_from_db()
        assert submission.state == "withdrawn"  # before or after it was taken up
