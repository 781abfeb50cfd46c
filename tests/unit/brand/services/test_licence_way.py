"""The way of a licence, step by step, and who may not take which step."""

from datetime import date, timedelta

import pytest

from plugins.brand import errors
from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of, midnight, midnight_after
from plugins.brand.models import ExpertReview, Licence, LicenceStep, LicensedGoods
from plugins.brand.selectors.queue import review_counts, review_queue
from plugins.brand.services.certificate_issue import certificate_issue
from plugins.brand.services.enterprise_suspend import enterprise_suspend
from plugins.brand.services.licence_apply import licence_draft, licence_submit
from plugins.brand.services.licence_approve import licence_approve, licence_refuse
from plugins.brand.services.licence_check import licence_accept, licence_ask_correction
from plugins.brand.services.licence_supervise import (
    licence_restore,
    licence_revoke,
    licence_suspend,
    licence_withdraw,
)
from plugins.brand.services.notice_publish import notice_publish
from plugins.brand.services.objection_decide import objection_decide, objection_file
from plugins.brand.services.tie_declare import tie_declare
from plugins.brand.states import LicenceState, ObjectionState
from plugins.kernel.audit import history_of
from plugins.kernel.transitions import MoveRefused
from tests.unit.brand.conftest import MONDAY, OFFICE, person


def approve(licence, actor, now):
    return licence_approve(licence_id=licence.pk, reason="符合条件", actor=actor, now=now)


def after_notice(licence):
    return midnight_after(licence.notice_last_day)


def test_case_goes_from_application_to_certificate(office, peach_coop, bare_goods, made_by):
    made_by(peach_coop, bare_goods("狗血桃").product)

    licence, certificate = office.certified(peach_coop)

    steps = list(licence.steps.values_list("action", "after"))
    assert steps == [
        ("submitted", "submitted"),
        ("accepted", "inspection"),
        ("inspected", "review"),
        ("noticed", "notice"),
        ("approved", "approved"),
        ("agreed", "agreed"),
        ("licensed", "licensed"),
    ]
    assert licence.notice_last_day == date(2026, 3, 16)
    assert certificate.number == "YLJ-2026-0001"
    assert certificate.starts_at == midnight(date(2026, 3, 17))
    assert certificate.ends_at == midnight(date(2027, 3, 17))
    assert certificate.goods == [{"kind": "class", "name": "鲜果"}]
    assert history_of(licence).filter(action="brand.licence.approved").count() == 1


def test_numbers_follow_one_another(office, peach_coop, bare_goods, made_by):
    first, second = bare_goods("狗血桃").product, bare_goods("蒿子粑").product
    made_by(peach_coop, first)
    made_by(peach_coop, second)

    _, one = office.certified(peach_coop, goods_classes=[], product_ids=[first.pk])
    _, two = office.certified(peach_coop, goods_classes=[], product_ids=[second.pk])

    assert (one.number, two.number) == ("YLJ-2026-0001", "YLJ-2026-0002")


def test_goods_of_a_running_case_cannot_be_applied_for_again(
    office, peach_coop, bare_goods, made_by
):
    product = bare_goods("狗血桃").product
    made_by(peach_coop, product)
    office.submitted(peach_coop)
    second = office.draft(peach_coop, goods_classes=[], product_ids=[product.pk])

    with pytest.raises(errors.GoodsLicensedElsewhere):
        licence_submit(licence_id=second.pk, actor=OFFICE, now=MONDAY)

    second.refresh_from_db()
    assert second.state == LicenceState.DRAFT.value


def test_foreign_goods_cannot_be_applied_for(office, peach_coop, bare_goods):
    product = bare_goods("别家麻花").product

    with pytest.raises(errors.ScopeEmpty):
        office.draft(peach_coop, goods_classes=[], product_ids=[product.pk])

    assert Licence.objects.count() == 1  # that of the fixture's other goods


def test_correction_is_asked_for_once_and_has_a_deadline(office, peach_coop):
    licence = office.submitted(peach_coop)
    licence_ask_correction(
        licence_id=licence.pk, reason="缺少承诺书", actor=office.checker, now=MONDAY
    )

    with pytest.raises(errors.DeadlineOver):
        licence_submit(licence_id=licence.pk, actor=OFFICE, now=MONDAY + timedelta(days=16))
    licence_submit(licence_id=licence.pk, actor=OFFICE, now=MONDAY + timedelta(days=15))

    with pytest.raises(errors.CorrectionUsed):
        licence_ask_correction(
            licence_id=licence.pk, reason="还缺", actor=office.checker, now=MONDAY
        )
    licence.refresh_from_db()
    assert (licence.state, licence.corrections, licence.state_due) == ("submitted", 1, None)


def test_review_waits_for_three_experts_without_a_conflict(office, peach_coop):
    licence = office.in_review(peach_coop)
    office.scored(licence, 90, 90)
    office.review(licence, office.experts[2], None)

    with pytest.raises(errors.ReviewIncomplete) as refused:
        notice_publish(licence_id=licence.pk, actor=office.checker, now=MONDAY)

    assert refused.value.params == {"given": 2, "needed": 3}
    office.review(licence, office.experts[3], 60)
    assert notice_publish(licence_id=licence.pk, actor=office.checker, now=MONDAY)


def test_low_scores_keep_it_from_public_notice(office, peach_coop):
    licence = office.in_review(peach_coop)
    office.scored(licence, 79, 80, 80)

    with pytest.raises(errors.ScoreTooLow) as refused:
        notice_publish(licence_id=licence.pk, actor=office.checker, now=MONDAY)

    assert str(refused.value.params["average"]) == "79.67"


def test_expert_scores_once(office, peach_coop):
    licence = office.in_review(peach_coop)
    office.scored(licence, 70)

    with pytest.raises(errors.AlreadyReviewed):
        office.scored(licence, 100)

    assert list(ExpertReview.objects.values_list("score", flat=True)) == [70]


@pytest.mark.parametrize("score", [-1, 101])
def test_score_has_bounds(office, peach_coop, score):
    licence = office.in_review(peach_coop)

    with pytest.raises(errors.ScoreInvalid):
        office.scored(licence, score)


def test_nobody_scores_an_enterprise_they_are_tied_to(office, peach_coop):
    licence = office.in_review(peach_coop)
    from saleor.account.models import User

    expert = office.experts[0]
    tie_declare(
        enterprise=peach_coop,
        user=User.objects.get(pk=expert.user_id),
        relation="亲属",
        actor=expert,
    )

    with pytest.raises(errors.ConflictOfInterest):
        office.review(licence, expert, 100)

    assert not ExpertReview.objects.exists()
    office.review(licence, expert, None)  # the declaration itself is welcome


def test_applicant_approves_nothing_of_their_own_whatever_their_role(office, peach_coop):
    licence = office.noticed(peach_coop)
    applicant = Actor(name="staff:x", user_id=office.applicant.pk, permissions=OFFICE.permissions)

    with pytest.raises(errors.ConflictOfInterest):
        approve(licence, applicant, after_notice(licence))

    licence.refresh_from_db()
    assert licence.state == LicenceState.NOTICE.value


def test_role_is_needed_for_every_step(office, peach_coop):
    licence = office.noticed(peach_coop)

    for stranger in (office.checker, office.experts[0], office.supervisor):
        with pytest.raises(errors.PermissionLacking):
            approve(licence, stranger, after_notice(licence))
    with pytest.raises(errors.PermissionLacking):
        licence_accept(licence_id=licence.pk, actor=office.approver, now=MONDAY)


def test_nothing_is_approved_before_the_notice_is_over(office, peach_coop):
    licence = office.noticed(peach_coop)
    end = after_notice(licence)

    with pytest.raises(errors.NoticeRunning):
        approve(licence, office.approver, end - timedelta(microseconds=1))

    assert approve(licence, office.approver, end).state == LicenceState.APPROVED.value


def test_open_and_upheld_objections_block_and_dismissed_ones_do_not(office, peach_coop):
    licence = office.noticed(peach_coop)
    objection = objection_file(
        licence_id=licence.pk, name="周强", contact="13900001234", text="用了外地桃", now=MONDAY
    )
    end = after_notice(licence)

    with pytest.raises(errors.ObjectionsOpen):
        approve(licence, office.approver, end)
    objection_decide(
        objection_id=objection.pk,
        is_upheld=False,
        decision="经核查产地属实",
        actor=office.checker,
        now=end,
    )

    assert approve(licence, office.approver, end).state == LicenceState.APPROVED.value


def test_upheld_objection_leaves_only_refusal(office, peach_coop):
    licence = office.noticed(peach_coop)
    objection = objection_file(
        licence_id=licence.pk, name="周强", contact="", text="用了外地桃", now=MONDAY
    )
    objection_decide(
        objection_id=objection.pk, is_upheld=True, decision="属实", actor=office.checker, now=MONDAY
    )
    end = after_notice(licence)

    with pytest.raises(errors.ObjectionsOpen):
        approve(licence, office.approver, end)
    licence_refuse(licence_id=licence.pk, reason="产地不实", actor=office.approver, now=end)

    objection.refresh_from_db()
    licence.refresh_from_db()
    assert objection.state == ObjectionState.UPHELD.value
    assert (licence.state, licence.ended_because) == ("refused", "产地不实")


def test_objections_are_taken_during_the_notice_only(office, peach_coop):
    licence = office.noticed(peach_coop)

    with pytest.raises(errors.NoticeClosed):
        objection_file(
            licence_id=licence.pk, name="", contact="", text="迟了", now=after_notice(licence)
        )

    assert licence.objections.count() == 0


def test_stated_last_day_serves_years_without_announced_holidays(office, peach_coop):
    unknown = MONDAY.replace(year=2098, month=12, day=29)
    licence = office.in_review(peach_coop, now=MONDAY)
    office.scored(licence, 90, 90, 90)

    with pytest.raises(errors.HolidaysUnknown):
        notice_publish(licence_id=licence.pk, actor=office.checker, now=unknown)
    with pytest.raises(errors.PeriodInvalid):
        notice_publish(
            licence_id=licence.pk,
            actor=office.checker,
            now=unknown,
            last_day=date(2098, 12, 30),
        )
    notice_publish(
        licence_id=licence.pk, actor=office.checker, now=unknown, last_day=date(2099, 1, 8)
    )

    step = LicenceStep.objects.latest("pk")
    assert (step.action, step.reason) == ("noticed", "公示最后一日由经办人填写：2099-01-08")


def test_revoked_enterprise_cools_off(office, peach_coop):
    licence, _ = office.certified(peach_coop)
    revoked_at = MONDAY + timedelta(days=30)
    licence_revoke(
        licence_id=licence.pk, reason="冒用产地", actor=office.supervisor, now=revoked_at
    )

    with pytest.raises(errors.EnterpriseMayNotApply) as refused:
        office.draft(peach_coop, now=revoked_at + timedelta(days=364))

    assert refused.value.params["until"] == "2027-04-08"
    assert office.draft(peach_coop, now=revoked_at + timedelta(days=365)).pk


def test_withdrawn_enterprise_may_apply_at_once(office, peach_coop):
    licence = office.submitted(peach_coop)

    licence_withdraw(licence_id=licence.pk, reason="换季", actor=OFFICE, now=MONDAY)

    assert office.submitted(peach_coop).state == LicenceState.SUBMITTED.value


def test_suspended_enterprise_may_not_apply(office, peach_coop):
    enterprise_suspend(
        enterprise_id=peach_coop.pk, reason="抽检不合格", actor=office.supervisor, now=MONDAY
    )

    with pytest.raises(errors.EnterpriseMayNotApply):
        office.draft(peach_coop)


def test_steps_cannot_be_taken_out_of_turn(office, peach_coop):
    licence = office.submitted(peach_coop)
    before = licence.steps.count()

    with pytest.raises(MoveRefused):
        approve(licence, office.approver, MONDAY)

    assert licence.steps.count() == before


def test_nothing_is_done_twice(office, peach_coop):
    licence, certificate = office.certified(peach_coop)
    now = certificate.starts_at
    again = {"licence_id": licence.pk, "reason": "检查", "actor": office.supervisor, "now": now}
    steps = licence.steps.count()

    with pytest.raises(MoveRefused):
        licence_restore(**again)
    with pytest.raises(MoveRefused):
        certificate_issue(
            licence_id=licence.pk,
            starts_on=date(2027, 3, 17),
            code_indices=office.code(),
            actor=office.approver,
            now=now,
        )
    assert licence.steps.count() == steps

    licence_suspend(**again)
    with pytest.raises(MoveRefused):
        licence_suspend(**again)
    assert licence.steps.count() == steps + 1


def test_file_of_a_case_is_written_once(office, peach_coop):
    from django.db import DatabaseError, transaction

    office.submitted(peach_coop)

    with pytest.raises(DatabaseError), transaction.atomic():
        LicenceStep.objects.update(reason="anders")
    with pytest.raises(DatabaseError), transaction.atomic():
        LicenceStep.objects.all().delete()


def test_queue_says_what_waits_and_for_how_long(office, peach_coop, django_assert_num_queries):
    licence = office.in_review(peach_coop)
    office.scored(licence, 90)

    with django_assert_num_queries(1):
        [entry] = review_queue(now=MONDAY + timedelta(days=3, hours=1))
    with django_assert_num_queries(1):
        counts = review_counts()

    assert (entry.state, entry.days_waiting, entry.scores) == (LicenceState.REVIEW, 3, 1)
    assert counts[LicenceState.REVIEW] == 1
    assert sum(counts.values()) == 1


def test_without_the_role_nothing_is_drafted(office, peach_coop):
    clerk = person("clerk@daye.invalid", Role.CHECK)

    with pytest.raises(errors.PermissionLacking):
        licence_draft(
            enterprise_id=peach_coop.pk,
            goods_classes=[office.fruit],
            product_ids=[],
            marks=[],
            labels_wanted=0,
            applicant=None,
            actor=clerk,
            now=MONDAY,
        )

    assert not Licence.objects.exists()
    assert not LicensedGoods.objects.exists()
    assert day_of(MONDAY) == date(2026, 3, 9)
