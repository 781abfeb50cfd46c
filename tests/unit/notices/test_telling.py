"""What the office decides reaches those of the enterprise whose business it is, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from saleor.account.models import User

from plugins.brand.models import (
    Enterprise,
    EnterpriseContact,
    Licence,
    LicenceTerms,
    RegionalBrand,
)
from plugins.brand.services.reminders_send import remind
from plugins.kernel import audit, outbox
from plugins.kernel.models import AuditEntry, OutboxMessage
from plugins.marketplace.models import Member
from plugins.notices.errors import KindUnknown, NoticeNotFound
from plugins.notices.models import Notice, NoticeCopy
from plugins.notices.services.notice_mail import mail_notice
from plugins.notices.services.notices_read import kinds_choose, notice_read, notices_read_all
from plugins.notices.services.notices_write import write_notices
from plugins.settlement.models import Period
from tests.unit.marketplace.conftest import (
    enterprise,
    join,
    orchard,
    owner_peng,
    owner_wang,
    packer_liu,
    pottery,
)

__all__ = ["orchard", "owner_peng", "owner_wang", "packer_liu", "pottery"]
pytestmark = pytest.mark.django_db
SYSTEM = "system:brand"


def tell(orchard: Enterprise, *, title: str = "许可 SC1", last_day: str = "2026-12-01") -> None:
    """Something of the file ends soon: owners are told."""
    audit.record("brand.enterprise.reminded", orchard, actor=SYSTEM, title=title, last_day=last_day)


def deliver() -> None:
    """Do what the worker does, until nothing is owed."""
    while outbox.deliver_due(now=timezone.now() + timedelta(seconds=1)):
        pass


def test_the_owner_is_told_by_mail_and_in_the_console(orchard, owner_wang, packer_liu):
    tell(orchard)
    deliver()

    copy = NoticeCopy.objects.get()
    letter = mail.outbox[0]
    assert copy.member_id == owner_wang.member_id  # the packer's business it is not
    assert copy.mailed_at is not None
    assert letter.to == ["wang@orchard.example"]
    assert letter.subject.startswith("许可 SC1将于 2026-12-01 到期")
    assert "沼山桃社" in letter.body
    assert "/enterprise/licences/" in letter.body
    html = letter.alternatives[0][0]
    assert "#B5652B" in html
    assert "看授权" in html


def test_nothing_is_owed_when_the_transaction_fails(orchard, owner_wang):
    def fail() -> None:
        with transaction.atomic():
            tell(orchard)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    deliver()

    assert not Notice.objects.exists()
    assert not mail.outbox


def test_delivered_twice_it_is_told_once(orchard, owner_wang):
    tell(orchard)
    deliver()
    for message in OutboxMessage.objects.filter(topic="notices.write"):
        write_notices(message.payload)
    for message in OutboxMessage.objects.filter(topic="notices.mail"):
        mail_notice(message.payload)

    assert Notice.objects.count() == NoticeCopy.objects.count() == len(mail.outbox) == 1


def test_money_is_told_to_who_keeps_the_books_and_orders_to_who_packs(orchard, owner_wang):
    join(orchard, "sun@orchard.example", "finance")
    join(orchard, "liu2@orchard.example", "orders")
    closed = settled(orchard)
    audit.record("settlement.period.closed", closed, actor="system:settlement")
    deliver()

    told = set(NoticeCopy.objects.values_list("address", flat=True))
    assert "¥12.00" in Notice.objects.get().text
    assert told == {"wang@orchard.example", "sun@orchard.example"}


def settled(orchard: Enterprise) -> Period:
    return Period.objects.create(
        enterprise=orchard,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 31),
        opening_fen=0,
        closing_fen=1200,
        closed_at=timezone.now(),
        confirm_by=timezone.now(),
    )


def test_an_enterprise_without_members_is_told_through_its_file(orchard):
    EnterpriseContact.objects.create(
        enterprise=orchard, name="王社长", phone="13800001234", email="file@orchard.example"
    )
    tell(orchard)
    deliver()

    assert mail.outbox[0].to == ["file@orchard.example"]
    assert "/enterprise/" not in mail.outbox[0].body  # there is no account to open it with
    assert NoticeCopy.objects.get().member is None


def test_who_left_or_is_locked_out_is_told_nothing(orchard, owner_wang):
    leaver = join(orchard, "zhou@orchard.example", "owner")
    tell(orchard)
    Member.objects.filter(pk=leaver.member_id).update(state="left", left_at=timezone.now())
    User.objects.filter(pk=owner_wang.user_id).update(is_active=False)
    deliver()

    assert not mail.outbox


def test_who_left_after_it_was_written_gets_no_mail(orchard, owner_wang):
    tell(orchard)
    entry = AuditEntry.objects.get(action="brand.enterprise.reminded")
    write_notices({"entries": [entry.pk]})
    Member.objects.filter(pk=owner_wang.member_id).update(state="left", left_at=timezone.now())
    deliver()

    assert NoticeCopy.objects.get().mailed_at is None
    assert not mail.outbox


def test_declined_kinds_are_shown_and_not_mailed(orchard, owner_wang, settings):
    kinds_choose(actor=owner_wang, kinds=["money"], now=timezone.now())
    audit_licence(orchard, "brand.licence.accepted")
    deliver()

    copy = NoticeCopy.objects.get()
    assert copy.is_declined
    assert not mail.outbox


def test_what_the_law_wants_told_is_mailed_all_the_same(orchard, owner_wang):
    kinds_choose(actor=owner_wang, kinds=[], now=timezone.now())
    tell(orchard)
    deliver()

    assert len(mail.outbox) == 1
    assert "不能关闭" in mail.outbox[0].body


def audit_licence(orchard: Enterprise, action: str, **details) -> None:
    brand, _ = RegionalBrand.objects.get_or_create(
        slug="yeliji",
        defaults={"name": "冶里集", "story": "-", "manual": "-", "office_name": "品牌办"},
    )
    terms, _ = LicenceTerms.objects.get_or_create(
        brand=brand,
        version=1,
        defaults={
            "adopted_at": timezone.now(),
            "term_months": 12,
            "notice_working_days": 7,
            "minimum_reviewers": 3,
            "minimum_score": 80,
            "correction_days": 10,
            "cooling_off_months": 12,
            "reverify_months": 6,
        },
    )
    now = timezone.now()
    licence = Licence.objects.create(
        enterprise=orchard, terms=terms, state_since=now, applied_at=now
    )
    audit.record(action, licence, actor="staff:1", reason="缺检验报告", **details)


def test_a_correction_says_what_is_wrong(orchard, owner_wang):
    audit_licence(orchard, "brand.licence.correction_asked")
    deliver()

    notice = Notice.objects.get()
    assert "缺检验报告" in notice.text
    assert notice.path.startswith("/enterprise/licences/")
    assert notice.is_required


def test_quotes_and_signs_come_out_as_they_are_in_plain_text(orchard, owner_wang):
    Enterprise.objects.filter(pk=orchard.pk).update(name='沼山 "A&B" 桃社')
    tell(orchard)
    deliver()

    assert '沼山 "A&B" 桃社' in mail.outbox[0].body
    assert "A&amp;B" in mail.outbox[0].alternatives[0][0]


def test_line_breaks_never_reach_a_subject(orchard, owner_wang):
    tell(orchard, title="许可\nBcc: x@example.com")
    deliver()

    assert "\n" not in mail.outbox[0].subject


def test_reading_is_by_the_reader(orchard, owner_wang, owner_peng):
    tell(orchard)
    deliver()
    copy = NoticeCopy.objects.get()

    with pytest.raises(NoticeNotFound):
        notice_read(actor=owner_peng, copy_id=copy.pk, now=timezone.now())
    first = timezone.now()
    notice_read(actor=owner_wang, copy_id=copy.pk, now=first)
    notice_read(actor=owner_wang, copy_id=copy.pk, now=first + timedelta(hours=1))

    assert NoticeCopy.objects.get().read_at == first
    assert notices_read_all(actor=owner_wang, now=first) == 0


def test_unknown_kinds_are_refused(owner_wang):
    with pytest.raises(KindUnknown):
        kinds_choose(actor=owner_wang, kinds=["gossip"], now=timezone.now())


def test_many_at_once_are_one_message_of_the_outbox(db, django_assert_max_num_queries):
    many = [enterprise(f"e{number}", f"企业 {number}") for number in range(50)]
    with django_assert_max_num_queries(5):
        audit.record_many("brand.enterprise.reinstated", many, actor=SYSTEM, reason="整改完成")

    assert OutboxMessage.objects.filter(topic="notices.write").count() == 1


def test_the_reminder_of_an_end_is_on_the_trail(orchard, owner_wang):
    remind({"enterprise_id": orchard.pk, "title": "许可 SC1", "last_day": "2026-12-01"})
    deliver()

    assert mail.outbox[0].to == ["wang@orchard.example"]
