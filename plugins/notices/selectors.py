"""A member's own notices; other people's do not exist."""

from __future__ import annotations

from django.db.models import QuerySet

from plugins.notices.models import DeclinedKind, NoticeCopy


def copies_of(*, member_id: int, kind: str = "") -> QuerySet[NoticeCopy]:
    """Return a member's notices, newest first, in one query."""
    mine = NoticeCopy.objects.filter(member=member_id).select_related("notice")
    return mine.filter(notice__kind=kind) if kind else mine


def unread_count(*, member_id: int) -> int:
    return NoticeCopy.objects.filter(member=member_id, read_at__isnull=True).count()


def declined_kinds(*, member_id: int) -> set[str]:
    return set(DeclinedKind.objects.filter(member=member_id).values_list("kind", flat=True))
