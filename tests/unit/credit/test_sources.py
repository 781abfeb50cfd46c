"""What the sources count, from what really happened: cases, inspections, reports."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.services.case_return import case_receive, case_return_sent
from plugins.after_sales.services.cases_sweep import cases_sweep
from plugins.brand.actors import Role
from plugins.brand.credit import COMPLAINTS, SUPERVISION
from plugins.brand.services.licence_check import licence_fail_inspection, licence_pass_inspection
from plugins.brand.services.licence_supervise import licence_rectify, licence_suspend
from plugins.brand.services.misuse_report import (
    misuse_decide,
    misuse_investigate,
    misuse_report_file,
)
from plugins.child_orders.credit import SHIPPING
from plugins.child_orders.services.child_ship import child_ship
from plugins.credit.sources import QUALITY, RESPONSE
from tests.unit.after_sales.conftest import BACK, SELLER
from tests.unit.brand.conftest import MONDAY, brand, office, peach_coop, person
from tests.unit.brand.services.test_misuse_report import FACTS
from tests.unit.child_orders.conftest import (
    ZTO,
    approve,
    ask,
    bakery,
    buy,
    child_of,
    line_of,
    mahua,
    orchard,
    peach,
    placed,
    settle,
    wang,
    wechat,
)

__all__ = [
    "approve",
    "ask",
    "bakery",
    "brand",
    "buy",
    "child_of",
    "line_of",
    "mahua",
    "office",
    "orchard",
    "peach",
    "peach_coop",
    "placed",
    "settle",
    "wang",
    "wechat",
]
pytestmark = pytest.mark.django_db


def span(around=None):
    at = around or timezone.now()
    return at - timedelta(days=20), at + timedelta(days=20)


def keys(source, around=None):
    return [incident.key for incident in source.incidents(*span(around))]


@pytest.fixture
def shipped(placed, child_of, orchard, wang):
    child = child_of(orchard)
    child_ship(actor=wang, number=child.number, labels=[ZTO], now=timezone.now())
    return child


def test_goods_refunded_for_a_defect_speak_against_their_maker_only(
    shipped, ask, approve, settle, buyer_li, peach, orchard, bakery
):
    case = ask({peach: 1}, reason=Reason.QUALITY, kind=Kind.REFUND_ONLY)
    approve(case)
    assert keys(QUALITY) == []  # promised, not gone back yet
    settle()

    [incident] = QUALITY.incidents(*span())

    assert incident.enterprise_id == orchard.pk
    assert incident.key == f"defect:{case.pk}:{shipped.number}"
    assert incident.recorded_by == SELLER
    assert (incident.page, incident.page_arg) == ("order", shipped.number)
    assert QUALITY.totals(*span()) == {orchard.pk: 1}


def test_a_change_of_mind_speaks_against_nobody(shipped, ask, approve, settle, buyer_li, peach):
    case = ask({peach: 1}, reason=Reason.CHANGED_MIND, kind=Kind.RETURN_AND_REFUND)
    approve(case)
    case_return_sent(number=case.number, buyer=buyer_li, label=BACK, now=timezone.now())
    case_receive(case_id=case.pk, resaleable={}, actor=SELLER, now=timezone.now())
    settle()

    case.refresh_from_db()
    assert case.state == "refunded"
    assert keys(QUALITY) == []


def test_whoever_lets_time_answer_has_not_answered(
    shipped, ask, approve, peach, mahua, bakery, orchard
):
    answered = ask({peach: 1}, reason=Reason.QUALITY)
    approve(answered)
    ignored = ask({mahua: 1}, reason=Reason.CHANGED_MIND)
    assert RESPONSE.totals(*span()) == {orchard.pk: 1}  # still waiting for an answer

    cases_sweep(now=timezone.now() + timedelta(days=3))

    assert RESPONSE.totals(*span()) == {orchard.pk: 1, bakery.pk: 1}
    [incident] = RESPONSE.incidents(*span())
    assert incident.enterprise_id == bakery.pk
    assert incident.object_id == str(ignored.pk)
    assert incident.recorded_by.startswith("system:")


def test_parts_count_when_their_deadline_comes(shipped, orchard, bakery):
    now = timezone.now()

    assert SHIPPING.totals(now - timedelta(days=9), now) == {}
    assert SHIPPING.totals(*span()) == {orchard.pk: 1, bakery.pk: 1}
    # The bakery's part has not left, but its deadline lies ahead only for the span's end.
    assert [incident.enterprise_id for incident in SHIPPING.incidents(*span())] == [bakery.pk]


def test_inspections_and_orders_speak_for_and_against(office, peach_coop):
    licence = office.submitted(peach_coop)
    from plugins.brand.services.licence_check import licence_accept

    licence_accept(licence_id=licence.pk, actor=office.checker, now=MONDAY)
    licence_fail_inspection(
        licence_id=licence.pk, findings="仓库漏雨", actor=office.checker, now=MONDAY
    )
    licence_pass_inspection(
        licence_id=licence.pk, findings="已修好", actor=office.checker, now=MONDAY
    )

    [incident] = SUPERVISION.incidents(*span(MONDAY))

    assert incident.enterprise_id == peach_coop.pk
    assert "仓库漏雨" in incident.title
    assert incident.recorded_by == office.checker.name
    assert (incident.page, incident.page_arg) == ("licence", str(licence.pk))
    assert SUPERVISION.totals(*span(MONDAY)) == {peach_coop.pk: 2}


def test_rectifying_and_suspending_count_each(office, peach_coop):
    licence, certificate = office.certified(peach_coop)
    now = certificate.starts_at + timedelta(days=1)
    licence_rectify(
        licence_id=licence.pk,
        rectify_by=(now + timedelta(days=9)).date(),
        reason="标签不全",
        actor=office.supervisor,
        now=now,
    )
    licence_suspend(licence_id=licence.pk, reason="没有整改", actor=office.supervisor, now=now)

    assert len(keys(SUPERVISION, now)) == 2


def test_confirmed_reports_speak_against_the_licence_they_concern(office, peach_coop):
    licence, _ = office.certified(peach_coop)
    handler = person("handler@daye.invalid", Role.HANDLE_MISUSE)
    report = misuse_report_file(facts=FACTS, pictures=[], random_digits=7, now=MONDAY)
    misuse_investigate(report_id=report.pk, actor=handler)
    assert keys(COMPLAINTS, MONDAY) == []

    misuse_decide(
        report_id=report.pk,
        is_confirmed=True,
        finding="未授权的商品用了标志",
        licence=licence,
        actor=handler,
        now=MONDAY,
    )

    [incident] = COMPLAINTS.incidents(*span(MONDAY))
    assert incident.enterprise_id == peach_coop.pk
    assert incident.recorded_by == handler.name
    assert "13900001234" not in incident.title
    assert COMPLAINTS.totals(*span(MONDAY)) == {peach_coop.pk: 1}


@pytest.mark.parametrize("source", [SHIPPING, QUALITY, RESPONSE, SUPERVISION, COMPLAINTS])
def test_a_source_takes_two_queries_for_everybody(source, shipped, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        source.totals(*span())
        list(source.incidents(*span()))
