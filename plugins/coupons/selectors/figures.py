"""How a campaign goes: claimed, used, saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from plugins.coupons.models import Campaign, Coupon
from plugins.coupons.states import CouponState

DAYS = 14


@dataclass(frozen=True)
class CampaignFigures:
    """Money in fen; `orders_fen` is what buyers paid for the orders with its coupons."""

    claimed: int
    used: int
    saved_fen: int
    subsidy_fen: int
    orders_fen: int


def figures_of(campaign: Campaign) -> CampaignFigures:
    used = Coupon.objects.filter(campaign=campaign, state=CouponState.USED.value).aggregate(
        count=Count("pk"),
        saved=Sum("saved_fen"),
        subsidy=Sum("subsidy_fen"),
        orders=Sum("order__placed__total_fen"),
    )
    return CampaignFigures(
        claimed=campaign.claimed,
        used=used["count"],
        saved_fen=used["saved"] or 0,
        subsidy_fen=used["subsidy"] or 0,
        orders_fen=used["orders"] or 0,
    )


def by_day(
    now: datetime, *, campaign: Campaign | None = None
) -> tuple[list[date], Sequence[int], Sequence[int]]:
    """Return the last fortnight's days, and how many were claimed and used on each."""
    today = timezone.localdate(now)
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    coupons = Coupon.objects.filter(campaign=campaign) if campaign else Coupon.objects.all()
    since = now - timedelta(days=DAYS + 1)
    claimed = _counted(coupons.filter(claimed_at__gte=since), "claimed_at")
    used = _counted(coupons.filter(Q(state=CouponState.USED.value), used_at__gte=since), "used_at")
    return days, [claimed.get(day, 0) for day in days], [used.get(day, 0) for day in days]


def _counted(coupons: QuerySet[Any], moment: str) -> dict[date, int]:
    days = coupons.annotate(day=TruncDate(moment)).order_by().values_list("day")
    return dict(days.annotate(count=Count("pk")))
