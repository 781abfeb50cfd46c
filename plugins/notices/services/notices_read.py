"""A member reads notices, and says which kinds to mail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from plugins.kernel import audit
from plugins.marketplace.public import Member, MemberActor
from plugins.notices.errors import KindUnknown, NoticeNotFound
from plugins.notices.models import DeclinedKind, NoticeCopy
from plugins.notices.rules import KINDS


def notice_read(*, actor: MemberActor, copy_id: int, now: datetime) -> NoticeCopy:
    """Note that the member has read their copy; the first time counts.

    Raises:
        NoticeNotFound: it is not the member's.
    """
    mine = NoticeCopy.objects.select_related("notice").filter(member=actor.member_id, pk=copy_id)
    copy = mine.first()
    if copy is None:
        raise NoticeNotFound(field="notice")
    mine.filter(read_at__isnull=True).update(read_at=now)
    return copy


def notices_read_all(*, actor: MemberActor, now: datetime) -> int:
    """Note that the member has read everything; return how many were unread."""
    unread = NoticeCopy.objects.filter(member=actor.member_id, read_at__isnull=True)
    return unread.update(read_at=now)


@transaction.atomic
def kinds_choose(*, actor: MemberActor, kinds: Collection[str], now: datetime) -> None:
    """Mail the member these kinds and no others; what the law wants told is mailed anyway.

    Raises:
        KindUnknown: nothing was changed.
    """
    if not set(kinds) <= set(KINDS):
        raise KindUnknown(field="kinds")
    member = Member.objects.select_for_update().get(pk=actor.member_id)
    declined = set(KINDS) - set(kinds)
    DeclinedKind.objects.filter(member=member).exclude(kind__in=declined).delete()
    DeclinedKind.objects.bulk_create(
        (DeclinedKind(member=member, kind=kind, declined_at=now) for kind in sorted(declined)),
        ignore_conflicts=True,
    )
    audit.record("notices.kinds.chosen", member, actor=str(actor), declined=sorted(declined))
