"""Forgetting what is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from plugins.accounts.models import Letter, LinkToken, LoginSession, RefreshToken

#: Owners see where they were logged in for so long.
KEPT = timedelta(days=90)
BATCH = 5_000


def expired_forget(*, now: datetime) -> int:
    """Delete tokens of logins that are over, old links, and logins of past months."""
    over = Q(session__expires_at__lte=now) | Q(session__ended_at__lte=now - timedelta(days=1))
    stale = RefreshToken.objects.filter(over).values("pk")[:BATCH]
    deleted = RefreshToken.objects.filter(pk__in=list(stale.values_list("pk", flat=True))).delete()
    count = deleted[0]
    old = LoginSession.objects.filter(expires_at__lte=now - KEPT).values_list("pk", flat=True)
    count += LoginSession.objects.filter(pk__in=list(old[:BATCH])).delete()[0]
    count += LinkToken.objects.filter(expires_at__lte=now - timedelta(days=7)).delete()[0]
    count += Letter.objects.filter(created_at__lte=now - timedelta(days=7)).delete()[0]
    return count
