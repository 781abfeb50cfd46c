"""Suspension and recall: off sale at once, everywhere, and on record."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from saleor.account.models import User
from saleor.product.models import Product

from plugins.brand.public import tie_declare
from plugins.kernel.errors import NotAllowed
from plugins.kernel.sale_guards import SaleForbidden, require_sellable, sellable
from plugins.listings import errors
from plugins.listings.models import Recall
from plugins.listings.selectors.recalls import affected_orders
from plugins.listings.services.listing_suspend import listing_resume, listing_suspend
from plugins.listings.services.listings_adopt import listings_adopt
from plugins.listings.services.recall import recall_close, recall_open
from plugins.listings.signals import recall_opened
from tests.unit.listings.conftest import NOW, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 1)


def on_sale() -> int:
    return Product.objects.filter(sellable(at=NOW)).count()


def test_suspended_goods_leave_lists_and_carts_at_once_and_come_back(
    live, owner_wang, reviewer_chen
):
    listing = live(owner_wang)
    assert on_sale() == 1
    listing_suspend(actor=reviewer_chen, listing_id=listing.pk, reason="抽检不合格", now=NOW)

    assert on_sale() == 0
    with pytest.raises(SaleForbidden, match="停售"):
        require_sellable({listing.product_id: "沼山白桃"}, at=NOW)
    with pytest.raises(errors.AlreadySuspended):
        listing_suspend(actor=reviewer_chen, listing_id=listing.pk, reason="又一次", now=NOW)

    listing_resume(actor=reviewer_chen, listing_id=listing.pk, reason="复检合格")
    assert on_sale() == 1


def test_suspending_needs_the_permission_and_a_reason(live, owner_wang, reviewer_chen):
    listing = live(owner_wang)
    with pytest.raises(NotAllowed):
        listing_suspend(
            actor=person("clerk@daye.invalid", roles=frozenset()),
            listing_id=listing.pk,
            reason="x",
            now=NOW,
        )
    with pytest.raises(errors.ReasonMissing):
        listing_suspend(actor=reviewer_chen, listing_id=listing.pk, reason=" ", now=NOW)

    assert on_sale() == 1


def test_tied_colleague_may_suspend_but_not_lift_it(live, owner_wang, orchard, reviewer_chen):
    listing = live(owner_wang)
    user = User.objects.get(pk=reviewer_chen.user_id)
    tie_declare(enterprise=orchard, user=user, relation="表兄", actor=reviewer_chen)
    listing_suspend(actor=reviewer_chen, listing_id=listing.pk, reason="抽检不合格", now=NOW)

    with pytest.raises(errors.ReviewerTied):
        listing_resume(actor=reviewer_chen, listing_id=listing.pk, reason="算了")

    assert on_sale() == 0


def test_recall_stops_the_sale_and_names_the_orders(
    goods, placed_order, reviewer_chen, django_capture_on_commit_callbacks
):
    variant = goods("狗血桃", "39.00", stock=9)
    other = goods("麻花", "9.00", stock=9)
    listings_adopt(actor="system:test", now=NOW)
    order = placed_order((variant, 2), (other, 1))
    day = order.placed_at.date()
    heard = []
    recall_opened.connect(lambda **facts: heard.append(facts), weak=False, dispatch_uid="t")

    with django_capture_on_commit_callbacks(execute=True):
        recall = recall_open(
            actor=reviewer_chen,
            listing_id=variant.product.listing.pk,
            ordered_from=day - timedelta(days=1),
            ordered_until=day + timedelta(days=1),
            reason="农残超标",
            batch="20260701",
            now=NOW,
        )
    recall_opened.disconnect(dispatch_uid="t")

    assert [(each.number, each.quantity) for each in affected_orders(recall)] == [(order.number, 2)]
    assert heard[0]["product_id"] == variant.product_id
    assert on_sale() == 1
    with pytest.raises(errors.RecallStillOpen):
        listing_resume(actor=reviewer_chen, listing_id=recall.listing_id, reason="x")
    recall_close(actor=reviewer_chen, recall_id=recall.pk, findings="已全部退回", now=NOW)
    listing_resume(actor=reviewer_chen, listing_id=recall.listing_id, reason="整改完成")
    assert on_sale() == 2
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        Recall.objects.all().delete()


def test_recall_outside_its_days_or_with_other_variants_finds_nothing(
    goods, placed_order, reviewer_chen
):
    variant = goods("狗血桃", "39.00", stock=9)
    listings_adopt(actor="system:test", now=NOW)
    order = placed_order((variant, 2))
    day = order.placed_at.date()

    early = recall_open(
        actor=reviewer_chen,
        listing_id=variant.product.listing.pk,
        ordered_from=day - timedelta(days=9),
        ordered_until=day - timedelta(days=5),
        reason="农残超标",
        now=NOW,
    )

    assert affected_orders(early) == []
    with pytest.raises(errors.PeriodInvalid):
        recall_open(
            actor=reviewer_chen,
            listing_id=variant.product.listing.pk,
            ordered_from=TODAY,
            ordered_until=TODAY - timedelta(days=1),
            reason="x",
            now=NOW,
        )


def test_goods_that_came_by_the_seed_get_their_listing_once(goods):
    goods("狗血桃", "39.00")

    assert listings_adopt(actor="system:test", now=NOW) == 1
    assert listings_adopt(actor="system:test", now=NOW) == 0
