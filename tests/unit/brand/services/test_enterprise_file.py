"""The file of an enterprise: checked numbers, masked people, papers nobody can link to."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction
from saleor.account.models import User

from plugins.brand import errors
from plugins.brand.actors import Actor, Role
from plugins.brand.clock import midnight_after
from plugins.brand.models import Document, Enterprise, Permit, RegionalBrand
from plugins.brand.rules.enterprises import EnterpriseKind
from plugins.brand.rules.permits import PermitKind
from plugins.brand.rules.proofs import ProofKind
from plugins.brand.selectors.due import due_items
from plugins.brand.services.brand_establish import TermsFacts, terms_adopt
from plugins.brand.services.contact_reveal import contact_reveal
from plugins.brand.services.document_add import document_add
from plugins.brand.services.enterprise_register import (
    ContactFacts,
    EnterpriseFacts,
    enterprise_register,
)
from plugins.brand.services.evidence_record import permit_record, proof_record, trademark_record
from plugins.brand.services.reminders_send import reminders_owe
from plugins.brand.services.tie_declare import tie_declare
from plugins.kernel import outbox
from plugins.kernel.audit import history_of
from plugins.kernel.models import AuditEntry, OutboxMessage
from tests.unit.brand.conftest import CODE, MONDAY, OFFICE, person


def register(*, slug="new", kind=EnterpriseKind.COMPANY, code=CODE, actor=OFFICE):
    return enterprise_register(
        facts=EnterpriseFacts(
            slug=slug,
            name="大冶市新社",
            brand_name="新社",
            kind=kind,
            credit_code=code,
            town="保安镇",
        ),
        contacts=[ContactFacts(name="桃理事", phone="13800001234")],
        actor=actor,
        now=MONDAY,
    )


def test_credit_code_is_on_file_once(peach_coop):
    with pytest.raises(errors.EnterpriseKnown):
        register()

    assert Enterprise.objects.filter(credit_code=CODE).count() == 1


def test_households_have_no_code_and_there_may_be_many(office):
    one = register(slug="li", kind=EnterpriseKind.HOUSEHOLD, code="")
    two = register(slug="wang", kind=EnterpriseKind.HOUSEHOLD, code="")

    assert (one.credit_code, two.credit_code) == ("", "")


def test_filing_needs_the_role(office):
    with pytest.raises(errors.PermissionLacking):
        register(actor=office.checker)

    assert not Enterprise.objects.exists()


def test_new_enterprise_may_not_sell_before_it_is_verified(office):
    assert register().verify_by is None


def test_contact_is_revealed_for_a_purpose_that_is_written_down(peach_coop):
    contact = peach_coop.contacts.get()
    clerk = person("clerk@daye.invalid", Role.REVEAL_CONTACTS)

    with pytest.raises(errors.ReasonMissing):
        contact_reveal(contact_id=contact.pk, reason=" ", actor=clerk)
    shown = contact_reveal(contact_id=contact.pk, reason="核对检验报告", actor=clerk)

    assert shown.phone == "13800001234"
    [entry] = history_of(contact)
    assert (entry.action, entry.actor, entry.reason) == (
        "brand.contact.revealed",
        clerk.name,
        "核对检验报告",
    )
    assert "13800001234" not in str(list(AuditEntry.objects.values()))


def test_nobody_without_the_role_sees_a_contact(peach_coop, office):
    contact = peach_coop.contacts.get()

    with pytest.raises(errors.PermissionLacking):
        contact_reveal(contact_id=contact.pk, reason="好奇", actor=office.checker)

    assert not history_of(contact).exists()


def test_permit_is_recorded_once(peach_coop, office):
    def record():
        return permit_record(
            enterprise=peach_coop,
            kind=PermitKind.FOOD_PRODUCTION,
            number="SC11644200000389",
            valid_from=date(2026, 1, 1),
            valid_until=date(2030, 12, 31),
            goods_classes=[office.fruit],
            actor=OFFICE,
        )

    record()
    with pytest.raises(errors.PermitNumberInvalid):
        record()

    assert Permit.objects.count() == 1


def test_paper_that_ends_before_it_begins_is_refused(peach_coop, office):
    with pytest.raises(errors.PeriodInvalid):
        proof_record(
            enterprise=peach_coop,
            goods_class=office.fruit,
            kind=ProofKind.INSPECTION_REPORT,
            number="DYJC/2026-0031",
            valid_from=date(2026, 2, 1),
            valid_until=date(2026, 1, 31),
            actor=OFFICE,
        )


def test_renewed_trademark_moves_its_end(peach_coop):
    for year in (2027, 2037):
        mark = trademark_record(
            enterprise=peach_coop,
            number="00000001",
            nice_class=31,
            name="沼山桃社",
            holder="沼山桃社",
            expires_on=date(year, 5, 1),
            actor=OFFICE,
        )

    assert peach_coop.trademarks.get() == mark
    assert mark.expires_on == date(2037, 5, 1)


@pytest.fixture
def cabinet(tmp_path, monkeypatch):
    from saleor_config.home import ShopHome

    monkeypatch.setattr(settings, "SHOP_HOME", ShopHome(tmp_path))
    field = Document._meta.get_field("file")
    from plugins.brand.cabinet import private_storage

    monkeypatch.setattr(field, "storage", private_storage())
    return tmp_path / "documents"


def add(content: bytes, enterprise=None):
    return document_add(
        title="检验报告",
        content=content,
        enterprise=enterprise,
        expires_on=None,
        actor=OFFICE,
        now=MONDAY,
    )


def test_papers_lie_outside_media_and_have_no_address(peach_coop, cabinet):
    document = add(b"%PDF-1.7 report", peach_coop)

    [file] = [path for path in cabinet.rglob("*") if path.is_file()]
    assert file.read_bytes() == b"%PDF-1.7 report"
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="no address"):
        _ = document.file.url


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<svg/>", b"%PDF-" + b"0" * 10 * 1024 * 1024])
def test_anything_but_small_pdf_jpeg_png_is_refused(office, cabinet, content):
    with pytest.raises(errors.FileRefused):
        add(content)

    assert not Document.objects.exists()


def test_own_ties_are_declared_by_oneself_and_others_by_the_office(peach_coop, office):
    other = User.objects.get(pk=office.experts[0].user_id)

    with pytest.raises(errors.PermissionLacking):
        tie_declare(enterprise=peach_coop, user=other, relation="亲属", actor=office.checker)
    tie_declare(enterprise=peach_coop, user=other, relation="亲属", actor=office.experts[0])

    assert peach_coop.ties.get().user == other


def test_superuser_holds_every_permission_and_a_clerk_none(operator_chen, buyer_li):
    assert Role.APPROVE in Actor.of(operator_chen).permissions
    assert Role.APPROVE not in Actor.of(buyer_li).permissions


def test_permissions_are_known_to_django(db):
    from django.contrib.auth.models import Permission

    from plugins.brand.actors import EVERYTHING

    known = {
        f"mall_brand.{code}"
        for code in Permission.objects.filter(content_type__app_label="mall_brand").values_list(
            "codename", flat=True
        )
    }
    assert known >= EVERYTHING


def test_enterprise_is_reminded_once_for_each_stage(peach_coop):
    due = peach_coop.verify_by
    stage = due - timedelta(days=20)
    [item] = due_items(now=stage, within_days=30)
    assert (item.kind, item.last_day) == ("verification", date(2026, 9, 9))

    reminders_owe(now=stage)
    reminders_owe(now=stage + timedelta(days=1))
    reminders_owe(now=due - timedelta(days=3))

    assert OutboxMessage.objects.filter(topic="brand.remind").count() == 2
    for topic in ("brand.remind", "notices.write", "notices.mail"):
        for message in OutboxMessage.objects.filter(topic=topic):
            outbox.handler_of(message.topic)(message.payload)
    assert [letter.to for letter in mail.outbox[-2:]] == [["tao@example.com"]] * 2
    assert "2026-09-09" in mail.outbox[-1].subject


def test_renewed_certificate_is_not_called_to_mind(office, peach_coop):
    from plugins.brand.services.annual_review import licence_renew
    from plugins.brand.services.enterprise_verify import enterprise_verify

    licence, first = office.certified(peach_coop)
    now = first.ends_at - timedelta(days=25)
    enterprise_verify(enterprise_id=peach_coop.pk, actor=OFFICE, now=now)
    assert [item.kind for item in due_items(now=now, within_days=30)] == ["certificate"]

    licence_renew(
        licence_id=licence.pk,
        findings="合格",
        code_indices=office.code(),
        actor=office.approver,
        now=now,
    )

    assert due_items(now=now, within_days=30) == []


def test_one_brand_is_active_and_one_set_of_terms_current(brand):
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionalBrand.objects.create(
            slug="other", name="别的", story="", manual="", office_name="", is_active=True
        )

    adopted = terms_adopt(brand=brand, terms=TermsFacts(term_months=24), actor=OFFICE, now=MONDAY)

    assert brand.terms.filter(is_current=True).get() == adopted
    assert adopted.version == 2
    assert midnight_after(date(2026, 3, 9)) > MONDAY
