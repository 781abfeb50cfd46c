"""Lists and first screens: what they count, and that they ask a bounded number of times."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from brand_theme.console.roles import Role
from plugins.brand.models import Enterprise, Licence, LicenceTerms, MisuseReport, Objection
from plugins.brand.services.licence_check import licence_ask_correction
from tests.unit.brand.conftest import MONDAY

ROWS = 200
LISTS = {
    "licence": 15,
    "enterprise": 14,
    "objection": 14,
    "misusereport": 15,
    "regionalbrand": 14,
}


@pytest.fixture
def full_office(office):
    """Two hundred of everything."""
    terms = LicenceTerms.objects.get()
    enterprises = Enterprise.objects.bulk_create(
        Enterprise(
            slug=f"farm-{n}",
            name=f"农户{n}",
            brand_name=f"农户{n}",
            kind="household",
            town="保安镇",
            registered_at=MONDAY,
        )
        for n in range(ROWS)
    )
    licences = Licence.objects.bulk_create(
        Licence(
            enterprise=each,
            terms=terms,
            state="notice",
            state_since=MONDAY - timedelta(days=9),
            state_due=MONDAY - timedelta(days=5),
            applied_at=MONDAY - timedelta(days=20),
            notice_from=MONDAY.date() - timedelta(days=12),
            notice_last_day=MONDAY.date() - timedelta(days=6),
        )
        for each in enterprises
    )
    Objection.objects.bulk_create(
        Objection(licence=each, filed_at=MONDAY, name="周", contact="1", text="不服")
        for each in licences
    )
    MisuseReport.objects.bulk_create(
        MisuseReport(number=f"JB{n}", reported_at=MONDAY, place="集市", description="假的")
        for n in range(ROWS)
    )


def test_every_list_and_page_takes_a_bounded_number_of_queries(
    full_office, clerk, head, django_assert_max_num_queries
):
    ContentType.objects.clear_cache()
    for name, most in LISTS.items():
        with django_assert_max_num_queries(most):
            answer = clerk.get(f"/console/mall_brand/{name}/")
        listed = answer.context["cl"]
        assert listed.result_count == (1 if name == "regionalbrand" else ROWS)
        with django_assert_max_num_queries(36):
            page = clerk.get(f"/console/mall_brand/{name}/{listed.result_list[0].pk}/change/")
        assert page.status_code == 200
    with django_assert_max_num_queries(40):
        assert clerk.get("/console/").status_code == 200


def test_first_screen_counts_each_desk_for_whom_it_concerns(full_office, clerk, head, at_desk):
    decide, object_ = "公示期满，待决定", "异议待处理"

    def waiting(browser) -> dict[str, dict]:
        return {card["title"]: card for card in browser.get("/console/").context["waiting"]}

    at_head, at_clerk = waiting(head), waiting(clerk)

    assert at_head[decide]["count"] == ROWS
    assert at_head[decide]["is_overdue"]
    assert decide not in at_clerk
    assert at_clerk[object_]["count"] == ROWS
    assert at_clerk["企业待核验"]["count"] == ROWS
    assert object_ not in waiting(at_desk(Role.FINANCE))
    listed = head.get("/console/mall_brand/licence/?desk=approval").context["cl"]
    assert listed.result_count == ROWS


def test_review_desk_splits_when_the_experts_are_done(office, peach_coop, clerk, expert):
    licence = office.in_review(peach_coop)

    def at(desk: str) -> int:
        return clerk.get(f"/console/mall_brand/licence/?desk={desk}").context["cl"].result_count

    assert (at("review"), at("publish")) == (1, 0)
    office.scored(licence, 90, 85, 88)
    assert (at("review"), at("publish")) == (0, 1)


def test_correction_that_is_overdue_waits_for_the_head(office, peach_coop, head, browser_of, clock):
    licence = office.submitted(peach_coop)
    licence_ask_correction(licence_id=licence.pk, reason="缺", actor=office.checker, now=MONDAY)
    url = "/console/mall_brand/licence/?desk=correction_over"
    assert head.get(url).context["cl"].result_count == 0

    clock.at = MONDAY + timedelta(days=30)

    from saleor.account.models import User

    later = browser_of(User.objects.get(email="brand_head@example.com"))
    assert later.get(url).context["cl"].result_count == 1


def test_search_finds_cases_by_certificate_and_enterprises_by_name(
    office, peach_coop, clerk, expert, at_desk
):
    _licence, certificate = office.certified(peach_coop)

    def found(browser, text: str) -> str:
        return browser.get("/console/search/", {"s": text, "extended": "1"}).content.decode()

    assert certificate.number in found(clerk, certificate.number)
    assert "沼山桃社" in found(clerk, "沼山桃")
    assert "沼山桃社" not in found(at_desk(Role.FINANCE), "沼山桃")
    listed = clerk.get(f"/console/mall_brand/licence/?q={certificate.number}").context["cl"]
    assert listed.result_count == 1
    assert timezone.now() == MONDAY
