"""A period's scores are made once, for everybody at once, and never changed in silence."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plugins.brand.models import Enterprise
from plugins.child_orders.models import ChildOrder, ChildRefund
from plugins.credit.errors import PeriodUnusable
from plugins.credit.models import CreditScore, Fact, FormulaVersion, ScoreFact, ScorePart
from plugins.credit.selectors.formulas import last_span, span_named
from plugins.credit.selectors.scores import current_scores, newest_score, stars_by_slug
from plugins.credit.services.scores_publish import scores_publish, scores_publish_due
from plugins.kernel.models import AuditEntry
from tests.unit.credit.conftest import DAY, NOW, OCTOBER

pytestmark = pytest.mark.django_db
ACTOR = "system:credit"


def publish(now=NOW, **options):
    return scores_publish(span=OCTOBER, actor=ACTOR, now=now, **options)


def test_scores_are_made_from_facts(october, orchard, bakery):
    outcome = publish()

    score = newest_score(enterprise_id=orchard.pk)
    shipping = score.parts.get(source="shipping")
    assert (outcome.published, outcome.unchanged, outcome.differing) == (2, 0, ())
    assert (shipping.total, shipping.bad, shipping.rate) == (12, 2, Decimal("0.8182"))
    # 40 × 18/22 + 30 × 20/22 + 15 + 10 × 0.8 + 5; twelve parts left, none came back
    assert score.value == Decimal("88.0")
    assert score.stars == Decimal("4.5")
    assert {fact.key for fact in score.facts.all()} == {
        f"child_order:{each.pk}" for each in october
    }
    assert newest_score(enterprise_id=bakery.pk).value is None  # two facts are too few


def test_every_published_score_is_on_the_trail(october, orchard):
    publish()

    entry = AuditEntry.objects.get(
        action="credit.score.published",
        object_id=str(newest_score(enterprise_id=orchard.pk).pk),
    )
    assert entry.actor == ACTOR


def test_running_again_changes_nothing(october):
    publish()
    before = list(CreditScore.objects.values_list("pk", "value"))

    again = publish(now=NOW + timedelta(days=1))

    assert (again.published, again.unchanged, again.differing) == (0, 2, ())
    assert list(CreditScore.objects.values_list("pk", "value")) == before


def test_an_enterprise_that_lacks_a_score_gets_it_later(october, orchard):
    publish()
    Enterprise.objects.create(
        slug="taofang",
        name="保安陶坊",
        brand_name="陶坊",
        kind="household",
        town="baoan",
        registered_at=DAY,
    )

    again = publish()

    assert (again.published, again.unchanged) == (1, 2)


def test_published_scores_that_differ_are_named_and_left_alone(october, orchard, part_of):
    publish()
    part_of(orchard, late=True)

    again = publish()

    assert again.differing == (orchard.pk,)
    assert newest_score(enterprise_id=orchard.pk).revision == 1


def test_a_correction_is_a_new_row_with_its_reason(october, orchard, part_of):
    publish()
    part_of(orchard, late=True)

    outcome = publish(correction="漏计一单")

    newest = newest_score(enterprise_id=orchard.pk)
    assert outcome.corrected == 1
    assert (newest.revision, newest.reason) == (2, "漏计一单")
    assert newest.value < CreditScore.objects.get(enterprise=orchard, revision=1).value
    assert [each.pk for each in current_scores(starts_on=OCTOBER.starts_on)].count(newest.pk) == 1


def test_the_database_refuses_changes(october):
    publish()

    for model in (CreditScore, ScorePart, ScoreFact, Fact, FormulaVersion):
        for change in (
            lambda model=model: model.objects.all().update(id=F("id")),
            lambda model=model: model.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                change()


def test_parts_that_never_left_are_late(orchard, part_of):
    part_of(orchard, state="to_ship", shipped_at=None)
    part_of(orchard, state="collected", shipped_at=None, collected_at=DAY - timedelta(hours=3))
    publish()

    part = newest_score(enterprise_id=orchard.pk).parts.get(source="shipping")
    assert (part.total, part.bad) == (2, 1)


def test_a_refund_before_the_deadline_is_no_fact_and_one_after_it_is(orchard, part_of):
    for counted_at in (DAY - timedelta(hours=5), DAY + timedelta(hours=5)):
        part = part_of(orchard, state="refunded", shipped_at=None)
        ChildRefund.objects.create(child_order=part, key="all", fen=2600, counted_at=counted_at)
    publish()

    part = newest_score(enterprise_id=orchard.pk).parts.get(source="shipping")
    assert (part.total, part.bad) == (1, 1)


def test_facts_before_the_window_are_forgotten(orchard, part_of):
    part_of(orchard, late=True, at=DAY - timedelta(days=400))
    publish()

    assert newest_score(enterprise_id=orchard.pk).parts.get(source="shipping").total == 0


def test_the_number_of_queries_does_not_depend_on_the_number_of_enterprises(october, part_of):
    def queries():
        with (
            CaptureQueriesContext(
                connection,
            ) as captured,
            transaction.atomic(),
        ):
            publish()
            transaction.set_rollback(True)
        return len(captured)

    few = queries()
    Enterprise.objects.bulk_create(
        Enterprise(
            slug=f"e{number}",
            name=f"企业 {number}",
            brand_name=f"{number}",
            kind="household",
            town="baoan",
            registered_at=DAY,
        )
        for number in range(500)
    )
    for each in Enterprise.objects.filter(slug__in=["e1", "e2", "e3"]):
        part_of(each, late=True)
    many = queries()

    # 2,500 parts are inserted in batches, and the outbox carries 200 entries a message.
    assert many - few <= 10
    assert many < 60


def test_the_sweep_makes_the_last_month_in_beijing(october):
    late_evening = NOW.replace(year=2026, month=10, day=31, hour=15, minute=59)

    assert last_span(now=late_evening).name == "2026-09"
    assert scores_publish_due(now=late_evening + timedelta(minutes=1)).span == OCTOBER


@pytest.mark.parametrize("asked", ["2026-11", "2027-01", "october", "2026-13"])
def test_only_periods_that_are_over_can_be_named(db, asked):
    with pytest.raises(PeriodUnusable):
        span_named(asked, now=NOW)


def test_stars_are_looked_up_by_slug_in_one_query(october, django_assert_num_queries):
    publish()

    with django_assert_num_queries(1):
        found = stars_by_slug(slugs=["taoshe", "mahua", "unknown"])

    assert set(found) == {"taoshe", "mahua"}
    assert found["taoshe"].stars == Decimal("4.5")
    assert found["mahua"].text == "暂无评分"


def test_the_command_names_what_it_did(october, part_of, orchard):
    first, again, corrected = StringIO(), StringIO(), StringIO()
    call_command("credit", period="2026-10", stdout=first)
    part_of(orchard, late=True)
    call_command("credit", period="2026-10", stdout=again)
    call_command("credit", period="2026-10", correct="漏计一单", stdout=corrected)

    assert "2 published" in first.getvalue()
    assert "沼山桃社" in again.getvalue().split("differ")[1]
    assert "1 corrected" in corrected.getvalue()


def test_the_command_refuses_a_period_that_is_not_over(db):
    with pytest.raises(CommandError, match="no period"):
        call_command("credit", period=f"{timezone.localdate():%Y-%m}")


def test_orders_of_others_do_not_count(october, bakery):
    publish()

    keys = Fact.objects.filter(enterprise=bakery)
    assert not keys.exists()
    assert ChildOrder.objects.filter(enterprise=bakery).count() == 1
