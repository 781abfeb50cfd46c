"""Enterprises' files, the brand's own page and reports of misuse."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from brand_theme.console.roles import Role
from plugins.brand.models import (
    Enterprise,
    GoodsClass,
    Licence,
    LicenceTerms,
    MisuseReport,
    Permit,
    RegionalBrand,
    WarningLetter,
)
from plugins.brand.rules.misuse import report_checked
from plugins.brand.services.document_add import document_add
from plugins.brand.services.misuse_report import misuse_report_file
from plugins.kernel.models import AuditEntry
from plugins.marketplace.models import Invitation, Member
from tests.unit.brand.conftest import MONDAY, OFFICE
from tests.unit.brand.console.conftest import do, page_of, scan

NEW = {
    "key": "k",
    "name": "大冶市殷祖镇樟竹间农户",
    "brand_name": "樟竹间",
    "kind": "household",
    "credit_code": "",
    "town": "殷祖镇",
    "slug": "zhangzhujian",
    "contact_name": "张竹",
    "contact_phone": "13900005678",
}
REGISTER = "/console/mall_brand/enterprise/do/register/"


def test_enterprise_is_registered_from_its_list(brand, clerk):
    assert "企业建档" in clerk.get("/console/mall_brand/enterprise/").content.decode()

    assert clerk.post(REGISTER, {**NEW, "slug": "两个 字"}).status_code == 200
    assert clerk.post(REGISTER, {**NEW, "credit_code": "91"}).status_code == 200
    assert not Enterprise.objects.exists()
    assert clerk.post(REGISTER, NEW).status_code == 302

    enterprise = Enterprise.objects.get()
    page = clerk.get(page_of(enterprise)).content.decode()
    assert "未核验" in page
    assert "张竹" not in page
    assert "13900005678" not in page
    assert "139***78" in page or "139****5678" in page


def test_only_the_clerk_keeps_files(brand, peach_coop, head, expert, at_desk):
    finance = at_desk(Role.FINANCE)
    for browser in (head, expert, finance):
        assert browser.post(REGISTER, NEW).status_code == 403
        for action in ("verify", "permit", "proof", "trademark", "document", "maker", "tie"):
            assert do(browser, peach_coop, action).status_code == 403
        assert do(browser, peach_coop, "invite", email="a@example.com").status_code == 403
    for browser in (expert, finance):
        assert browser.get(page_of(peach_coop)).status_code == 403
        assert do(browser, peach_coop, "contact", reason="好奇").status_code == 403

    assert Enterprise.objects.count() == 1
    assert not Invitation.objects.exists()


def test_papers_are_filed_and_handed_out_to_their_enterprise_only(peach_coop, office, clerk):
    facts = {
        "kind": "workshop",
        "number": "鄂XZF4202810060001",
        "valid_from": "2026-01-01",
        "valid_until": "2028-12-31",
        "goods_classes": [office.fruit.pk],
    }

    wrong = do(clerk, peach_coop, "permit", **{**facts, "valid_until": "2020-01-01"})
    assert wrong.context["form"].errors["valid_until"]
    assert do(clerk, peach_coop, "permit", file=scan(), **facts).status_code == 302

    permit = Permit.objects.get()
    assert permit.document.enterprise == peach_coop
    url = f"/console/mall_brand/enterprise/{peach_coop.pk}/paper/{permit.document_id}/"
    assert clerk.get(url)["Content-Type"] == "application/pdf"
    other = document_add(
        title="别家的",
        content=b"%PDF-x",
        enterprise=None,
        expires_on=None,
        actor=OFFICE,
        now=MONDAY,
    )
    assert clerk.get(url.replace(f"/{permit.document_id}/", f"/{other.pk}/")).status_code == 404


def test_contact_is_shown_with_a_reason_and_written_down(peach_coop, clerk):
    contact = peach_coop.contacts.get()
    assert "13800001234" not in clerk.get(page_of(peach_coop)).content.decode()

    shown = do(clerk, peach_coop, "contact", contact=contact.pk, reason="通知核验")

    assert "13800001234" in shown.content.decode()
    assert AuditEntry.objects.get(action="brand.contact.revealed").reason == "通知核验"


def test_first_owner_is_invited_once_there_is_none(peach_coop, clerk, buyer_li):
    do(clerk, peach_coop, "invite", email="wang@orchard.example")

    assert Invitation.objects.get().roles == ["owner"]
    page = clerk.get(page_of(peach_coop)).content.decode()
    assert "wang@orchard.example" not in page
    Member.objects.create(enterprise=peach_coop, user=buyer_li, roles=["owner"], joined_at=MONDAY)
    names = {
        each["action"].name for each in clerk.get(page_of(peach_coop)).context["object_actions"]
    }
    assert "invite" not in names


def test_head_suspends_and_reinstates_an_enterprise(peach_coop, head):
    assert do(head, peach_coop, "suspend", reason="").status_code == 200
    do(head, peach_coop, "suspend", reason="食品安全事件")
    peach_coop.refresh_from_db()
    assert peach_coop.suspension_reason == "食品安全事件"

    do(head, peach_coop, "reinstate", reason="已查清")

    peach_coop.refresh_from_db()
    assert peach_coop.suspended_at is None


def test_application_is_drafted_on_behalf_and_submitted(peach_coop, office, clerk):
    do(clerk, peach_coop, "draft", goods_classes=[office.fruit.pk], labels_wanted=300)

    licence = Licence.objects.get()
    assert (licence.state, licence.labels_wanted) == ("draft", 300)
    do(clerk, licence, "submit")
    licence.refresh_from_db()
    assert licence.state == "submitted"


def test_brand_page_tells_the_brand_and_only_the_head_changes_it(office, clerk, head):
    brand = RegionalBrand.objects.get()
    page = clerk.get(page_of(brand)).content.decode()
    assert "大冶的乡里。" in page
    assert "1+N 矩阵" in page
    assert do(clerk, brand, "terms").status_code == 403

    terms = {
        "term_months": 24,
        "notice_working_days": 5,
        "minimum_reviewers": 3,
        "minimum_score": 80,
        "correction_days": 15,
        "cooling_off_months": 12,
        "reverify_months": 6,
    }
    assert do(head, brand, "terms", **{**terms, "minimum_score": 101}).status_code == 200
    assert do(head, brand, "terms", **terms).status_code == 302
    assert LicenceTerms.objects.get(is_current=True).term_months == 24
    facts = {"slug": "tea", "name": "茶", "standard": "嫩", "proof_need": "food_production"}
    do(head, brand, "class", needs_report="on", position=2, **facts)
    assert GoodsClass.objects.get(slug="tea").needs_report
    mark = {"mark": "lockup", "registration": "12345678", "nice_class": 31}
    do(head, brand, "mark", registered_until="2035-01-01", **mark)
    assert brand.marks.get().registration == "12345678"
    texts = {name: getattr(brand, name) for name in ("name", "manual", "office_name")}
    do(head, brand, "texts", story="新的故事", **texts)
    brand.refresh_from_db()
    assert brand.story == "新的故事"


@pytest.fixture
def report(brand) -> MisuseReport:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(file, "PNG")
    facts = report_checked(
        place="某平台“真冶里集”店",
        description="没有授权却印着冶里集标志",
        certificate_number="",
        name="周强",
        contact="13900001234",
    )
    return misuse_report_file(facts=facts, pictures=[file.getvalue()], random_digits=7, now=MONDAY)


def test_misuse_is_looked_into_and_warned(report, clerk):
    page = clerk.get(page_of(report)).content.decode()
    picture = report.evidence.get()
    url = f"/console/mall_brand/misusereport/{report.pk}/paper/{picture.pk}/"
    assert url in page
    assert clerk.get(url)["Content-Type"] == "image/jpeg"
    assert "周强" not in page
    assert "13900001234" in do(clerk, report, "reveal", reason="核实").content.decode()
    by = (MONDAY + timedelta(days=10)).date().isoformat()

    do(clerk, report, "investigate")
    wrong = do(clerk, report, "decide", verdict="confirmed", reason="属实", certificate="YLJ-0")
    assert wrong.context["form"].errors["certificate"]
    do(clerk, report, "decide", verdict="confirmed", reason="该店擅自使用标志")
    do(clerk, report, "warn", reason="某商行", answer_by=by)
    do(clerk, report, "close", reason="已下架")

    report.refresh_from_db()
    assert report.state == "closed"
    assert "该店擅自使用标志" in WarningLetter.objects.get().text
    assert "该店擅自使用标志" in clerk.get(page_of(report)).content.decode()


def test_misuse_is_not_for_experts(report, expert):
    assert expert.get(page_of(report)).status_code == 403
    assert do(expert, report, "close", reason="x").status_code == 403
