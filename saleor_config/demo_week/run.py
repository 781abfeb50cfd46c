"""All stories in the order of time; then the books and the days of the week are closed."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from plugins.after_sales.services.cases_sweep import cases_sweep
from plugins.kernel import outbox
from plugins.kernel.errors import Conflict
from plugins.orders.models import PlacedOrder
from plugins.reconciliation.services.days_sweep import days_sweep
from plugins.settlement.models import CommissionRate, LedgerEntry
from plugins.settlement.services.child_settle import children_settle_due
from plugins.settlement.services.period_agree import period_confirm
from plugins.settlement.services.period_close import period_close
from plugins.settlement.services.rate_set import rate_set
from saleor_config.demo_sale.transport import Simulator
from saleor_config.demo_week.clock import Clock
from saleor_config.demo_week.coupons import campaigns_make, coupons_claim
from saleor_config.demo_week.goods import favourites, shelves
from saleor_config.demo_week.likes import likes_make
from saleor_config.demo_week.people import Clerk, buyers_make, demo_buyers
from saleor_config.demo_week.plan import NEIGHBOUR, week
from saleor_config.demo_week.story import OFFICE, Teller

#: Before the first order people log in and the commission is set.
LEAD = timedelta(hours=2)
RATE_BASIS_POINTS = 500
#: Statements that are closed; the first is agreed upon as well.
STATEMENTS = 2


class DemoOnly(Conflict):
    code = "DEMO_WEEK_DEMO_ONLY"
    zh = "演示订单只能在本机、用微信模拟器时生成。"
    en = "The demonstration's orders are made on a laptop with the WeChat simulator only."
    remedy_zh = "在本机运行 make run。"
    remedy_en = "Use `make run` on a laptop."


class NothingSold(Conflict):
    code = "DEMO_WEEK_NOTHING_SOLD"
    zh = "一周前还没有可售的商品，演示订单无从下起。"
    en = "Nothing could be bought a week ago, so there are no goods for the orders."
    remedy_zh = "先运行 manage.py seed。"
    remedy_en = "Run `manage.py seed` first."


def demo_week_make(wechat: Simulator, *, now: datetime) -> int:
    """Make the week's orders in a shop that has none; return how many were made.

    Raises:
        NothingSold: there are no goods that could be sold then.
    """
    if PlacedOrder.objects.exists():
        return 0
    scripts = week()
    begins = now - scripts[0].ago - LEAD
    goods = shelves(at=begins)
    if not goods:
        raise NothingSold()
    clock = Clock(wechat, begins=begins)
    with clock.told():
        _set_rate(now=begins)
        buyers = buyers_make(wechat, now=begins)
        clerk, preferred = Clerk(now=begins), favourites(goods)
        campaigns_make(favourites=preferred, now=begins)
        likes_make(buyer=buyers[NEIGHBOUR].user, goods=goods, now=begins)
        coupons_claim(buyers=[buyers[NEIGHBOUR].user, *demo_buyers()], now=begins)
        teller = Teller(wechat, buyers, clerk, list(goods.values()), end=now, favourites=preferred)
        _tell([teller.tell(script) for script in scripts], clock, end=now)
        _close_books(teller.clerk)
    days_sweep(now=timezone.now())
    return len(scripts)


def _tell(stories: list[Iterator[datetime]], clock: Clock, *, end: datetime) -> None:
    """Let whatever comes next happen next; what lies after the end is not told."""
    heap = [(next(story), number) for number, story in enumerate(stories)]
    heapq.heapify(heap)
    day = clock.now.date()
    while heap:
        moment, number = heapq.heappop(heap)
        if moment > end:
            continue
        clock.put(moment)
        if clock.now.date() != day:
            day = clock.now.date()
            _sweep(clock.now)
        following = next(stories[number], None)
        outbox.deliver_due(now=clock.now)
        if following is not None:
            heapq.heappush(heap, (following, number))
    clock.put(end)
    _sweep(end)


def _sweep(now: datetime) -> None:
    """What beat would have started: the ledger follows, cases hear of their money."""
    cases_sweep(now=now)
    children_settle_due(now=now)
    outbox.deliver_due(now=now)


def _set_rate(*, now: datetime) -> None:
    """Have the platform keep five in a hundred, unless somebody has set a rate."""
    if not CommissionRate.objects.exclude(basis_points=0).exists():
        rate_set(
            goods_class="",
            since=timezone.localdate(now),
            basis_points=RATE_BASIS_POINTS,
            actor=OFFICE,
            now=now,
        )


def _close_books(clerk: Clerk) -> None:
    """Close the statements of those for whom most was booked; one of them is agreed upon."""
    now = timezone.now()
    yesterday = timezone.localdate(now) - timedelta(days=1)
    booked = LedgerEntry.objects.filter(period=None).order_by("enterprise_id")
    enterprises = list(booked.values_list("enterprise_id", flat=True).distinct())
    for number, enterprise_id in enumerate(enterprises[:STATEMENTS]):
        period = period_close(enterprise_id=enterprise_id, ends_on=yesterday, actor=OFFICE, now=now)
        if number == 0 and period is not None:
            period_confirm(actor=clerk.of(enterprise_id), period_id=period.pk, now=now)
