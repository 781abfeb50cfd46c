"""Which enterprise a statement or a payout concerns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils import timezone

from plugins.kernel.money import from_fen
from plugins.kernel.notices import Addressed
from plugins.settlement.models import Payout, Period


def of_periods(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    return {str(each.pk): [_addressed(each)] for each in Period.objects.filter(pk__in=ids)}


def of_payouts(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    found = Payout.objects.filter(pk__in=ids).select_related("period")
    return {
        str(each.pk): [_addressed(each.period, amount=_yuan(each.fen), reference=each.reference)]
        for each in found
    }


def _addressed(period: Period, **facts: str) -> Addressed:
    return Addressed(
        enterprise_id=period.enterprise_id,
        facts={
            "span": f"{period.starts_on} 至 {period.ends_on}",
            "closing": _yuan(period.closing_fen),
            "confirm_by": f"{timezone.localtime(period.confirm_by):%m-%d %H:%M}",
            **facts,
        },
        page="settlement_period",
        page_args=(period.pk,),
    )


def _yuan(fen: int) -> str:
    return f"¥{from_fen(fen):,}"
