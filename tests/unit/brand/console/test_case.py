"""A case from desk to desk: everybody at their own screen, and nobody at another's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from saleor.account.models import User

from brand_theme.console.roles import Role
from plugins.brand.clock import day_of, midnight_after
from plugins.brand.models import Certificate, EnterpriseTie, ExpertReview, Licence, LicenceStep
from plugins.brand.rules.corrections import Part, correction_notes
from plugins.brand.services.objection_decide import objection_file
from plugins.kernel.models import AuditEntry
from tests.unit.brand.conftest import MONDAY
from tests.unit.brand.console.conftest import do, page_of, scan


def state(licence: Licence) -> str:
    licence.refresh_from_db()
    return licence.state


def test_case_goes_from_the_formal_check_to_a_certificate(
    office, peach_coop, clerk, head, browser_of, somebody, clock, at_desk
):
    licence = office.submitted(peach_coop)

    assert do(clerk, licence, "accept").status_code == 302
    assert (
        do(clerk, licence, "inspection-passed", reason="园区相符", file=scan()).status_code == 302
    )
    assert state(licence) == "review"
    for number, score in enumerate((90, 85, 88)):
        user = User.objects.create_user(f"e{number}@daye.invalid", "x", is_staff=True)
        user.groups.set(somebody(Role.EXPERT).groups.all() if number == 0 else expert_group())
        given = {"has_conflict": "no", "score": score, "reason": "品质稳定"}
        assert do(browser_of(user), licence, "review", **given).status_code == 302
    assert do(clerk, licence, "publish").status_code == 302
    licence.refresh_from_db()
    clock.at = midnight_after(licence.notice_last_day)
    late_head = browser_of(User.objects.get(email="brand_head@example.com"))
    assert do(late_head, licence, "approve", reason="符合条件").status_code == 302
    day = day_of(clock.at).isoformat()
    given = {"number": "XY-7", "signed_on": day, "file": scan()}
    assert do(late_head, licence, "agree", **given).status_code == 302
    assert do(late_head, licence, "issue", starts_on=day).status_code == 302

    assert state(licence) == "licensed"
    certificate = Certificate.objects.get()
    page = late_head.get(page_of(licence)).content.decode()
    assert certificate.number in page
    assert f"/verify/{certificate.code}/certificate.png" in page
    assert licence.steps.filter(attachments__isnull=False).count() == 2
    assert {entry.actor.partition(":")[0] for entry in trail(licence)} >= {"staff"}


def expert_group():
    return User.objects.get(email="expert@example.com").groups.all()


def trail(licence):
    return AuditEntry.objects.filter(object_type="mall_brand.licence", object_id=licence.pk)


ALLOWED = {
    "submit": (Role.BRAND_OFFICE, "draft"),
    "accept": (Role.BRAND_OFFICE, "submitted"),
    "correction": (Role.BRAND_OFFICE, "submitted"),
    "inspection-passed": (Role.BRAND_OFFICE, "inspection"),
    "inspection-failed": (Role.BRAND_OFFICE, "inspection"),
    "review": (Role.EXPERT, "review"),
    "publish": (Role.BRAND_OFFICE, "review"),
    "approve": (Role.BRAND_HEAD, "notice"),
    "refuse": (Role.BRAND_HEAD, "submitted"),
    "agree": (Role.BRAND_HEAD, "approved"),
    "issue": (Role.BRAND_HEAD, "agreed"),
    "renew": (Role.BRAND_HEAD, "licensed"),
    "fail-year": (Role.BRAND_HEAD, "licensed"),
    "rectify": (Role.BRAND_HEAD, "licensed"),
    "suspend": (Role.BRAND_HEAD, "licensed"),
    "restore": (Role.BRAND_HEAD, "suspended"),
    "revoke": (Role.BRAND_HEAD, "licensed"),
    "withdraw": (Role.BRAND_OFFICE, "licensed"),
}


def test_each_action_is_refused_to_every_other_role(office, peach_coop, at_desk):
    licence = office.submitted(peach_coop)
    browsers = {role: at_desk(role) for role in Role if role is not Role.ADMINISTRATOR}
    before = AuditEntry.objects.count()

    for action, (owner, _state) in ALLOWED.items():
        for role, browser in browsers.items():
            if role is not owner:
                assert do(browser, licence, action, reason="试试").status_code == 403, (
                    action,
                    role,
                )

    assert state(licence) == "submitted"
    assert AuditEntry.objects.count() == before


def test_page_offers_what_state_and_role_allow_and_nothing_else(
    office, peach_coop, clerk, head, expert
):
    licence = office.in_review(peach_coop)

    def offered(browser) -> set[str]:
        page = browser.get(page_of(licence))
        return {each["action"].name for each in page.context["object_actions"]}

    assert offered(clerk) == {"withdraw", "tie"}
    assert offered(expert) == {"review", "tie"}
    assert offered(head) == {"refuse", "tie"}
    office.scored(licence, 90, 85, 88)
    assert "publish" in offered(clerk)


def test_action_out_of_turn_is_refused_by_the_service(office, peach_coop, clerk, head):
    licence = office.submitted(peach_coop)

    answer = do(clerk, licence, "inspection-passed", reason="抢先")

    assert answer.status_code == 200
    assert "状态已经变了" in answer.content.decode()
    assert state(licence) == "submitted"
    assert not LicenceStep.objects.filter(action="inspected").exists()


def test_correction_is_asked_for_once_by_the_parts_it_concerns(office, peach_coop, clerk):
    licence = office.submitted(peach_coop)

    assert do(clerk, licence, "correction").status_code == 200  # says nothing
    assert state(licence) == "submitted"
    given = {"scope": "漏了干货", "papers": "检验报告已过期"}
    assert do(clerk, licence, "correction", **given).status_code == 302

    assert state(licence) == "correction"
    notes = correction_notes(licence.steps.last().reason)
    assert notes == {Part.SCOPE: "漏了干货", Part.PAPERS: "检验报告已过期"}


def test_failed_inspection_is_put_on_file_and_the_head_refuses(office, peach_coop, clerk, head):
    licence = office.submitted(peach_coop)
    do(clerk, licence, "accept")

    do(clerk, licence, "inspection-failed", reason="场地与申报不符", file=scan())

    assert state(licence) == "inspection"
    assert "场地与申报不符" in head.get(page_of(licence)).content.decode()
    do(head, licence, "refuse", reason="核查不合格")
    assert state(licence) == "refused"


def test_expert_with_a_conflict_gives_no_score(office, peach_coop, expert):
    licence = office.in_review(peach_coop)

    refused = do(expert, licence, "review", has_conflict="yes", score=90, reason="表弟")
    assert refused.status_code == 200
    do(expert, licence, "review", has_conflict="yes", reason="表弟在该社任职")

    review = ExpertReview.objects.get()
    assert (review.has_conflict, review.score) == (True, None)
    assert "回避" in expert.get(page_of(licence)).content.decode()


def test_nobody_judges_an_enterprise_they_are_tied_to_and_the_page_says_why(
    office, peach_coop, clerk
):
    licence = office.submitted(peach_coop)

    do(clerk, licence, "tie", relation="理事的妻子")

    assert EnterpriseTie.objects.get().relation == "理事的妻子"
    page = clerk.get(page_of(licence))
    assert "理事的妻子" in page.context["caution"]
    assert "accept" not in {each["action"].name for each in page.context["object_actions"]}
    answer = do(clerk, licence, "accept")
    assert "回避" in answer.content.decode()
    assert state(licence) == "submitted"


def test_notice_counts_working_days_and_objections_stop_the_approval(
    office, peach_coop, clerk, head, browser_of, clock
):
    licence = office.noticed(peach_coop)
    objection = objection_file(
        licence_id=licence.pk, name="周强", contact="13900001234", text="果子是外地的", now=MONDAY
    )
    page = head.get(page_of(licence)).content.decode()
    assert "5 个工作日" in page
    assert "果子是外地的" in page

    clock.at = midnight_after(licence.notice_last_day)
    late = browser_of(User.objects.get(email="brand_head@example.com"))
    page = late.get(page_of(licence))
    assert "approve" not in {each["action"].name for each in page.context["object_actions"]}
    assert do(late, licence, "approve", reason="抢").status_code == 200

    office_now = browser_of(User.objects.get(email="brand_office@example.com"))
    shown = office_now.get(page_of(objection)).content.decode()
    assert "周强" not in shown
    assert "13900001234" not in shown
    assert do(office_now, objection, "reveal", reason="").status_code == 200
    assert "13900001234" in do(office_now, objection, "reveal", reason="回访").content.decode()
    assert AuditEntry.objects.get(action="brand.objector.revealed").reason == "回访"
    assert do(late, objection, "decide", verdict="dismissed", reason="x").status_code == 403
    do(office_now, objection, "decide", verdict="dismissed", reason="产地属实")
    assert do(late, licence, "approve", reason="符合条件").status_code == 302


def test_supervision_takes_the_right_away_and_gives_it_back(
    office, peach_coop, browser_of, head, clock
):
    licence, _ = office.certified(peach_coop)
    clock.at = midnight_after(licence.notice_last_day) + timedelta(hours=9)
    head = browser_of(User.objects.get(email="brand_head@example.com"))
    by = (timezone.localdate() + timedelta(days=20)).isoformat()

    assert (
        do(head, licence, "rectify", reason="标签缺地址", rectify_by="2020-01-01").status_code
        == 200
    )
    assert do(head, licence, "rectify", reason="标签缺地址", rectify_by=by).status_code == 302
    assert state(licence) == "rectifying"
    do(head, licence, "restore", reason="已改")
    do(head, licence, "suspend", reason="抽检不合格", file=scan())
    assert state(licence) == "suspended"
    do(head, licence, "restore", reason="复检合格")
    do(head, licence, "fail-year", reason="销量未报", rectify_by=by)
    assert state(licence) == "rectifying"
    do(head, licence, "revoke", reason="以次充好")
    assert state(licence) == "revoked"


def test_renewal_follows_without_a_gap(office, peach_coop, browser_of, head, clock):
    licence, first = office.certified(peach_coop)
    clock.at = midnight_after(licence.notice_last_day) + timedelta(hours=9)
    head = browser_of(User.objects.get(email="brand_head@example.com"))

    answer = do(head, licence, "renew", reason="年审合格", file=scan())

    assert answer.status_code == 302
    second = Certificate.objects.exclude(pk=first.pk).get()
    assert second.starts_at == first.ends_at


@pytest.mark.parametrize("content", [b"MZ not a paper", b""])
def test_what_is_no_paper_is_refused_and_the_case_stays(office, peach_coop, clerk, content):
    licence = office.submitted(peach_coop)
    do(clerk, licence, "accept")

    answer = do(clerk, licence, "inspection-passed", reason="好", file=scan(content=content))

    assert answer.status_code == 200
    assert state(licence) == "inspection"


def test_papers_are_opened_by_who_sees_the_case_and_written_down(
    office, peach_coop, clerk, expert, at_desk
):
    licence = office.submitted(peach_coop)
    do(clerk, licence, "accept")
    do(clerk, licence, "inspection-passed", reason="好", file=scan())
    paper = licence.steps.last().attachments.get()
    url = f"/console/mall_brand/licence/{licence.pk}/paper/{paper.pk}/"

    answer = expert.get(url)

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 record"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert AuditEntry.objects.get(action="brand.document.opened").object_id == str(paper.pk)
    assert at_desk(Role.FINANCE).get(url).status_code == 403
    assert expert.get(url.replace(f"/{licence.pk}/", "/999999/")).status_code == 404
    assert expert.get(f"/console/mall_brand/licence/{licence.pk}/paper/999999/").status_code == 404
