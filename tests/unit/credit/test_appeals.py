"""An enterprise appeals against a fact; somebody without a tie decides."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from plugins.brand.errors import FileRefused, PermissionLacking
from plugins.brand.models import EnterpriseTie
from plugins.credit import errors
from plugins.credit.calendar import LONGEST_HOLIDAY, last_working_day
from plugins.credit.models import Appeal, CreditScore, Fact
from plugins.credit.selectors.scores import newest_score
from plugins.credit.services.appeal_decide import appeal_decide
from plugins.credit.services.appeal_file import appeal_file, appeal_withdraw
from plugins.credit.services.scores_publish import scores_publish
from plugins.credit.states import AppealState
from plugins.kernel.models import AuditEntry
from plugins.kernel.transitions import MoveRefused
from plugins.marketplace.errors import RoleMissing
from tests.unit.credit.conftest import NOW, OCTOBER, staff

pytestmark = pytest.mark.django_db
WHY = "快递当天已揽收，系统晚了一小时才登记。"
PDF = b"%PDF-1.4 proof"


@pytest.fixture
def published(october, orchard):
    scores_publish(span=OCTOBER, actor="system:credit", now=NOW)
    return newest_score(enterprise_id=orchard.pk)


@pytest.fixture
def fact(published) -> Fact:
    return published.facts.first()


@pytest.fixture
def appeal(owner_wang, fact) -> Appeal:
    return appeal_file(actor=owner_wang, fact_id=fact.pk, text=WHY, papers=[PDF], now=NOW)


def decide(appeal, judge, *, upheld=True, decision="已核实揽收记录。"):
    return appeal_decide(
        appeal_id=appeal.pk, is_upheld=upheld, decision=decision, actor=judge, now=NOW
    )


def test_an_appeal_has_its_papers_and_a_deadline_in_working_days(appeal, orchard):
    assert appeal.state == AppealState.OPEN.value
    assert appeal.decide_by == date(2026, 11, 16)  # ten working days after Monday the second
    document = appeal.papers.get()
    assert (document.enterprise_id, document.media_type) == (orchard.pk, "application/pdf")
    assert AuditEntry.objects.get(action="credit.appeal.filed").object_id == str(appeal.pk)


def test_an_upheld_appeal_corrects_the_score_and_stays_out_of_later_ones(
    appeal, judge, orchard, published
):
    decide(appeal, judge)

    newest = newest_score(enterprise_id=orchard.pk)
    part = newest.parts.get(source="shipping")
    assert (part.total, part.bad, part.excluded) == (11, 1, 1)
    assert (newest.revision, newest.facts.count()) == (2, 1)
    assert newest.value > published.value
    assert "申诉成立" in newest.reason
    assert newest.appeal_until == published.appeal_until
    # Counting again from the sources comes to the same.
    again = scores_publish(span=OCTOBER, actor="system:credit", now=NOW)
    assert again.differing == ()


def test_a_dismissed_appeal_changes_no_score(appeal, judge, orchard, published):
    decide(appeal, judge, upheld=False)

    assert newest_score(enterprise_id=orchard.pk) == published
    assert Appeal.objects.get().decision == "已核实揽收记录。"


def test_two_upheld_appeals_follow_each_other(owner_wang, judge, orchard, published):
    for fact in published.facts.all():
        filed = appeal_file(actor=owner_wang, fact_id=fact.pk, text=WHY, now=NOW)
        decide(filed, judge)

    newest = newest_score(enterprise_id=orchard.pk)
    part = newest.parts.get(source="shipping")
    assert (newest.revision, part.total, part.bad, part.excluded) == (3, 10, 0, 2)
    assert part.rate == Decimal("0.9000")


def test_the_deciding_is_once(appeal, judge):
    decide(appeal, judge)

    with pytest.raises(MoveRefused):
        decide(appeal, judge, upheld=False)
    assert CreditScore.objects.filter(revision=2).count() == 1


def test_whoever_is_tied_does_not_decide(appeal, judge, orchard):
    EnterpriseTie.objects.create(enterprise=orchard, user_id=judge.user_id, relation="亲属")

    with pytest.raises(errors.DeciderTied):
        decide(appeal, judge)
    assert Appeal.objects.get().state == AppealState.OPEN.value


def test_whoever_recorded_the_fact_does_not_decide(owner_wang, published, judge, orchard):
    fact = Fact.objects.create(
        enterprise=orchard,
        source="supervision",
        key="step:1",
        title="核查不合格",
        at=NOW,
        recorded_by=judge.name,
        object_type="mall_brand.licence",
        object_id="1",
    )
    published.score_facts.create(fact=fact)
    filed = appeal_file(actor=owner_wang, fact_id=fact.pk, text=WHY, now=NOW)

    with pytest.raises(errors.DeciderTied, match="记录人"):
        decide(filed, judge)


def test_who_lacks_the_permission_does_not_decide(appeal, db):
    with pytest.raises(PermissionLacking):
        decide(appeal, staff("zhao@office.example"))


def test_a_decision_needs_words(appeal, judge):
    with pytest.raises(errors.AppealTextInvalid):
        decide(appeal, judge, decision="  ")


def test_only_owners_appeal_and_only_for_their_own(packer_liu, owner_hu, owner_wang, fact):
    with pytest.raises(RoleMissing):
        appeal_file(actor=packer_liu, fact_id=fact.pk, text=WHY, now=NOW)
    with pytest.raises(errors.FactNotFound):
        appeal_file(actor=owner_hu, fact_id=fact.pk, text=WHY, now=NOW)
    assert not Appeal.objects.exists()


def test_an_appeal_is_made_once(appeal, owner_wang, fact):
    with pytest.raises(errors.AppealedBefore):
        appeal_file(actor=owner_wang, fact_id=fact.pk, text=WHY, now=NOW)


def test_time_to_appeal_ends_with_its_last_day(owner_wang, fact, published):
    over = NOW + (published.appeal_until - NOW.date()) + timedelta(days=1)

    assert published.appeal_until == date(2026, 11, 16)
    with pytest.raises(errors.AppealTooLate):
        appeal_file(actor=owner_wang, fact_id=fact.pk, text=WHY, now=over)
    appeal_file(actor=owner_wang, fact_id=fact.pk, text=WHY, now=over - timedelta(days=1))


@pytest.mark.parametrize("text", ["", "太短", "长" * 1001])
def test_reasons_have_a_length(owner_wang, fact, text):
    with pytest.raises(errors.AppealTextInvalid):
        appeal_file(actor=owner_wang, fact_id=fact.pk, text=text, now=NOW)


def test_papers_are_few_and_real(owner_wang, fact):
    with pytest.raises(errors.AppealPapersTooMany):
        appeal_file(actor=owner_wang, fact_id=fact.pk, text=WHY, papers=[PDF] * 6, now=NOW)
    with pytest.raises(FileRefused):
        appeal_file(actor=owner_wang, fact_id=fact.pk, text=WHY, papers=[b"MZ"], now=NOW)
    assert not Appeal.objects.exists()


def test_an_appeal_is_taken_back_by_its_enterprise_only(appeal, owner_wang, owner_hu, judge):
    with pytest.raises(errors.AppealNotFound):
        appeal_withdraw(actor=owner_hu, appeal_id=appeal.pk)
    appeal_withdraw(actor=owner_wang, appeal_id=appeal.pk)

    with pytest.raises(MoveRefused):
        decide(appeal, judge)


def test_years_without_announced_holidays_grant_the_longest_one():
    known = last_working_day(after=date(2026, 11, 2), working_days=10)
    unknown = last_working_day(after=date(2035, 11, 5), working_days=10)

    assert known == date(2026, 11, 16)
    assert unknown == date(2035, 11, 19) + LONGEST_HOLIDAY
