"""王社长 of 沼山桃社 applies on the enterprises' console; 彭老板 of another never sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from saleor.account.models import User

from plugins.brand import errors
from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of, midnight_after
from plugins.brand.models import Document, Enterprise, Licence, Permit
from plugins.brand.rules.permits import PermitKind, ProofNeed
from plugins.brand.services.brand_establish import goods_class_define
from plugins.brand.services.evidence_claim import evidence_claim
from plugins.brand.services.licence_apply import licence_submit
from plugins.brand.services.licence_approve import licence_agree, licence_approve
from plugins.brand.services.licence_check import licence_ask_correction
from plugins.brand.services.licence_supervise import licence_rectify
from plugins.brand.services.objection_decide import objection_file
from plugins.kernel.transitions import MoveRefused
from plugins.marketplace.actors import MemberActor
from plugins.marketplace.applicant import applicant, own_document, own_licence
from plugins.marketplace.errors import NotAMember, RoleMissing
from tests.unit.brand.conftest import MONDAY, OFFICE
from tests.unit.brand.console.conftest import page_of, scan
from tests.unit.marketplace.conftest import enterprise, join

WORKSHOP = "鄂XZF4202810060001"


@pytest.fixture
def wang(peach_coop) -> MemberActor:
    return join(peach_coop, "wang@orchard.example", "owner")


@pytest.fixture
def peng(brand) -> MemberActor:
    return join(enterprise("baoan-taofang", "保安陶坊"), "peng@pottery.example", "owner")


@pytest.fixture
def pastry(office):
    return goods_class_define(
        slug="pastry",
        name="糕点",
        standard="当日制作",
        proof_need=ProofNeed.WORKSHOP,
        needs_report=False,
        position=2,
        actor=OFFICE,
    )


def browser(actor: MemberActor) -> Client:
    client = Client()
    user = User.objects.get(pk=actor.user_id)
    client.force_login(user)
    return client


def url(licence: Licence, rest: str = "") -> str:
    return f"/enterprise/licences/{licence.pk}/{rest}"


def test_owner_applies_page_by_page_and_every_page_is_kept(office, wang, pastry, clerk):
    desk = browser(wang)
    assert "申请品牌授权" in desk.get("/enterprise/").content.decode()
    begin = "/enterprise/licences/new/"
    assert "沼山桃" in desk.get(begin).content.decode()

    refused = desk.post(begin, {"go": "next"})
    assert "没有包含任何商品类别" in refused.content.decode()
    assert not Licence.objects.exists()
    desk.post(begin, {"scope": f"class:{pastry.pk}", "go": "next"})

    licence = Licence.objects.get()
    assert licence.applicant_id == wang.user_id
    assert "缺" in desk.get(url(licence, "papers/")).content.decode()
    paper = {
        "kind": "workshop",
        "number": WORKSHOP,
        "goods_class": pastry.pk,
        "valid_from": "2026-01-01",
        "valid_until": "2028-12-31",
    }
    assert "没有填完" in desk.post(url(licence, "papers/"), paper).content.decode()
    assert (
        desk.post(url(licence, "papers/"), {**paper, "file": scan(), "go": "stay"}).status_code
        == 302
    )
    assert Permit.objects.get().document is not None
    mark = office.brand.marks.get()
    desk.post(url(licence, "labels/"), {"marks": mark.pk, "labels": "800", "go": "next"})
    desk.post(url(licence, "scope/"), {"scope": [f"class:{pastry.pk}", f"class:{office.fruit.pk}"]})
    preview = desk.get(url(licence, "preview/")).content.decode()
    assert "800 枚" in preview
    assert "鲜果" in preview
    assert desk.post(url(licence, "submit/")).status_code == 302

    licence.refresh_from_db()
    assert (licence.state, licence.labels_wanted) == ("submitted", 800)
    assert "企业填报" in clerk.get(page_of(licence)).content.decode()
    assert "企业成员" in clerk.get(page_of(licence)).content.decode()
    # Handed in, the pages are closed.
    assert desk.get(url(licence, "scope/")).status_code == 302


def test_application_without_its_papers_is_not_taken(office, wang, pastry):
    desk = browser(wang)
    licence = office.draft(wang_enterprise(wang), goods_classes=[pastry])

    answer = desk.post(url(licence, "submit/"), follow=True)

    assert "缺少有效的证明材料" in answer.content.decode()
    licence.refresh_from_db()
    assert licence.state == "draft"


def wang_enterprise(actor: MemberActor):
    return Enterprise.objects.get(pk=actor.enterprise_id)


def test_correction_is_read_at_its_page_and_handed_in_again(office, peach_coop, wang, clock):
    licence = office.submitted(peach_coop)
    licence_ask_correction(
        licence_id=licence.pk,
        reason="【申请范围】漏了干货。 【标志与标签】数量偏大。",
        actor=office.checker,
        now=MONDAY,
    )
    desk = browser(wang)
    first = desk.get("/enterprise/").content.decode()
    assert "授权申请要补正" in first

    assert "漏了干货" in desk.get(url(licence, "scope/")).content.decode()
    labels = desk.get(url(licence, "labels/")).content.decode()
    assert "数量偏大" in labels
    assert "漏了干货" not in labels
    assert desk.post(url(licence, "submit/")).status_code == 302
    licence.refresh_from_db()
    assert licence.state == "submitted"


def test_correction_too_late_is_refused(office, peach_coop, wang, clock):
    licence = office.submitted(peach_coop)
    licence_ask_correction(licence_id=licence.pk, reason="缺", actor=office.checker, now=MONDAY)
    clock.at = MONDAY + timedelta(days=30)

    answer = browser(wang).post(url(licence, "submit/"), follow=True)

    assert "期限已过" in answer.content.decode()
    licence.refresh_from_db()
    assert licence.state == "correction"


def test_objection_is_answered_without_learning_who_filed_it(office, peach_coop, wang, clerk):
    licence = office.noticed(peach_coop)
    objection = objection_file(
        licence_id=licence.pk, name="周强", contact="13900001234", text="外地果", now=MONDAY
    )
    desk = browser(wang)
    page = desk.get(url(licence)).content.decode()
    assert "外地果" in page
    assert "周强" not in page
    assert "13900001234" not in page

    answer = url(licence, f"objections/{objection.pk}/answer/")
    assert desk.post(url(licence, "objections/999999/answer/"), {"answer": "x"}).status_code == 404
    assert desk.post(answer, {"answer": "全部自产，附台账"}).status_code == 302

    assert "全部自产" in clerk.get(page_of(licence)).content.decode()


def test_signed_agreement_is_sent_in_and_certificate_handed_out(
    office, peach_coop, wang, clock, clerk
):
    licence = office.noticed(peach_coop)
    clock.at = later = midnight_after(licence.notice_last_day)
    licence_approve(licence_id=licence.pk, reason="符合", actor=office.approver, now=later)
    desk = browser(wang)
    assert "授权协议待签" in desk.get("/enterprise/").content.decode()

    assert "没有填完" in desk.post(url(licence, "report/"), follow=True).content.decode()
    desk.post(url(licence, "report/"), {"file": scan()})

    paper = licence.steps.last().attachments.get()
    assert licence.steps.last().action == "agreement_sent"
    own = desk.get(f"/enterprise/papers/{paper.pk}/")
    assert b"".join(own.streaming_content) == b"%PDF-1.7 record"
    licence_agree(
        licence_id=licence.pk,
        number="XY-1",
        signed_on=day_of(later),
        document=paper,
        actor=office.approver,
        now=later,
    )
    assert "等待发证" in desk.get(url(licence)).content.decode()


def test_certificate_that_ends_soon_and_defects_wait_on_the_first_screen(
    office, peach_coop, wang, clock
):
    licence, certificate = office.certified(peach_coop)
    clock.at = certificate.ends_at - timedelta(days=20)
    desk = browser(wang)
    assert "证书将到期" in desk.get("/enterprise/").content.decode()
    page = desk.get(url(licence)).content.decode()
    assert certificate.number in page
    assert f"/verify/{certificate.code}/certificate.pdf" in page

    licence_rectify(
        licence_id=licence.pk,
        rectify_by=day_of(clock.at) + timedelta(days=9),
        reason="标签缺地址",
        actor=office.supervisor,
        now=clock.at,
    )
    assert "限期整改" in desk.get("/enterprise/").content.decode()
    desk.post(url(licence, "report/"), {"report": "已换标签", "file": scan()})
    assert licence.steps.last().reason == "已换标签"
    assert desk.post(url(licence, "withdraw/"), {"reason": "转产"}).status_code == 302
    licence.refresh_from_db()
    assert licence.state == "withdrawn"


def test_others_cases_and_papers_do_not_exist(office, peach_coop, wang, peng, pastry):
    licence = office.draft(peach_coop)
    desk = browser(wang)
    stranger = browser(peng)
    paths = ["", "enterprise/", "scope/", "papers/", "labels/", "preview/"]
    posts = ["submit/", "report/", "withdraw/", "objections/1/answer/", "scope/", "labels/"]

    assert desk.get(url(licence)).status_code == 200
    for path in paths:
        assert stranger.get(url(licence, path)).status_code == 404
    for path in posts:
        given = {"reason": "x", "labels": "1", "scope": f"class:{pastry.pk}"}
        assert stranger.post(url(licence, path), given).status_code == 404
    with pytest.raises(NotAMember):
        own_licence(peng, licence.pk)
    office_paper = Document.objects.create(
        enterprise=peach_coop,
        title="核查记录",
        media_type="application/pdf",
        size=1,
        sha256="0",
        added_at=MONDAY,
        added_by="staff:1",
    )
    for actor in (wang, peng):
        with pytest.raises(NotAMember):
            own_document(actor, office_paper.pk)
    licence.refresh_from_db()
    assert licence.state == "draft"


def test_colleague_who_is_no_owner_may_not_apply(office, peach_coop, wang):
    liu = join(peach_coop, "liu@orchard.example", "goods")
    licence = office.draft(peach_coop)

    assert browser(liu).get(url(licence)).status_code == 403
    assert browser(liu).post("/enterprise/licences/new/", {"scope": "class:1"}).status_code == 403
    assert "品牌授权" not in browser(liu).get("/enterprise/").content.decode()
    with pytest.raises(RoleMissing):
        applicant(liu)


def test_applicant_may_apply_and_nothing_else(wang):
    assert applicant(wang) == Actor(
        name=str(wang), user_id=wang.user_id, permissions=frozenset({Role.APPLY})
    )


def test_paper_is_claimed_for_the_applications_goods_while_it_is_in_hand(
    office, peach_coop, wang, pastry
):
    licence = office.draft(peach_coop)
    claim = {
        "licence_id": licence.pk,
        "kind": PermitKind.WORKSHOP,
        "number": WORKSHOP,
        "valid_from": MONDAY.date(),
        "valid_until": None,
        "scan": b"%PDF-1.7",
        "actor": applicant(wang),
        "now": MONDAY,
    }

    with pytest.raises(errors.ScopeEmpty):
        evidence_claim(goods_class=pastry, **claim)
    with pytest.raises(errors.FileRefused):
        evidence_claim(goods_class=office.fruit, **{**claim, "scan": b"MZ"})
    licence_submit(licence_id=licence.pk, actor=applicant(wang), now=MONDAY)
    with pytest.raises(MoveRefused):
        evidence_claim(goods_class=office.fruit, **claim)
    assert not Permit.objects.exists()
