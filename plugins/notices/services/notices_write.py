"""Write notices and everybody's copies. A handler of the outbox: it may run twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plugins.brand.public import Enterprise, contact_addresses
from plugins.kernel import outbox
from plugins.kernel.models import AuditEntry
from plugins.kernel.notices import Addressed, addressed
from plugins.kernel.registry import EnterpriseNotice
from plugins.marketplace.public import Member, Role, members_of
from plugins.notices.models import DeclinedKind, Notice, NoticeCopy
from plugins.notices.rules import SUBJECT_LONGEST, TEXT_LONGEST, filled
from plugins.notices.services.notices_follow import notices_by_action


def write_notices(payload: Mapping[str, Any]) -> None:
    """Handler of the outbox; what was written before stays as it is."""
    notices_write(entry_ids=payload["entries"], now=timezone.now())


@transaction.atomic
def notices_write(*, entry_ids: Sequence[int], now: datetime) -> list[Notice]:
    """Write what enterprises are told after these entries, and owe the mails.

    Raises:
        LookupError: nobody says which enterprise an object concerns.
        WordsMissing: a declared text names a fact that its addresser does not give.
    """
    entries = list(AuditEntry.objects.filter(pk__in=entry_ids).order_by("pk"))
    concerned = list(_concerned(entries))
    names = dict(
        Enterprise.objects.filter(pk__in={whom.enterprise_id for _, whom in concerned}).values_list(
            "pk", "name"
        )
    )
    Notice.objects.bulk_create(
        (_notice(entry, whom, names[whom.enterprise_id], now=now) for entry, whom in concerned),
        ignore_conflicts=True,
    )
    new = list(Notice.objects.filter(entry__in=entries, copies__isnull=True).order_by("pk"))
    _copy(new)
    return new


def _concerned(entries: Iterable[AuditEntry]) -> Iterable[tuple[AuditEntry, Addressed]]:
    by_type: dict[str, list[AuditEntry]] = defaultdict(list)
    for entry in entries:
        by_type[entry.object_type].append(entry)
    for object_type, same in by_type.items():
        found = addressed(object_type, {entry.object_id for entry in same})
        for entry in same:
            for whom in found.get(entry.object_id, ()):
                yield entry, whom


def _notice(entry: AuditEntry, whom: Addressed, name: str, *, now: datetime) -> Notice:
    said: EnterpriseNotice = notices_by_action()[entry.action]
    details = {key: str(value) for key, value in entry.details.items()}
    facts = {**details, "reason": entry.reason, "enterprise": name, **whom.facts}
    return Notice(
        entry=entry,
        enterprise_id=whom.enterprise_id,
        kind=said.kind,
        role=said.role,
        subject=" ".join(filled(said.subject, facts, longest=SUBJECT_LONGEST).split()),
        text=filled(said.text, facts, longest=TEXT_LONGEST),
        english=said.english,
        button=said.button,
        path=reverse(f"enterprise:{whom.page}", args=list(whom.page_args)),
        is_required=said.is_required,
        written_at=now,
    )


def _copy(notices: Sequence[Notice]) -> None:
    """Give each member whose business it is a copy, or the file's contacts when there is none."""
    enterprises = {notice.enterprise_id for notice in notices}
    members: dict[int, list[Member]] = defaultdict(list)
    for member in members_of(enterprise_ids=enterprises):
        members[member.enterprise_id].append(member)
    alone = enterprises - set(members)
    contacts = contact_addresses(enterprise_ids=alone) if alone else {}
    declined = set(
        DeclinedKind.objects.filter(member__enterprise__in=enterprises).values_list(
            "member_id", "kind"
        )
    )
    copies = [
        copy
        for notice in notices
        for copy in _copies(notice, members[notice.enterprise_id], contacts, declined)
    ]
    for copy in NoticeCopy.objects.bulk_create(copies):
        if not copy.is_declined:
            outbox.put(topic="notices.mail", key=str(copy.pk), payload={"copy_id": copy.pk})


def _copies(
    notice: Notice,
    members: Sequence[Member],
    contacts: Mapping[int, Sequence[str]],
    declined: set[tuple[int, str]],
) -> list[NoticeCopy]:
    if not members:
        addresses = contacts.get(notice.enterprise_id, ())
        return [NoticeCopy(notice=notice, address=address) for address in addresses]
    return [
        NoticeCopy(
            notice=notice,
            member=member,
            address=member.user.email,
            is_declined=not notice.is_required and (member.pk, notice.kind) in declined,
        )
        for member in members
        if member.held_roles & {Role.OWNER, Role(notice.role)}
    ]
