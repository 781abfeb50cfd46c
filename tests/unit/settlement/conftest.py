"""沼山桃社 sold peaches; the buyer has them. 会计 Sun keeps the orchard's books."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from plugins.child_orders.models import ChildOrder
from plugins.child_orders.states import ChildState
from plugins.marketplace.actors import MemberActor
from plugins.settlement.services.rate_set import rate_set
from plugins.settlement.states import EntryKind
from tests.unit.after_sales.conftest import approve, ask, buy, line_of, mahua, settle, wechat
from tests.unit.child_orders.conftest import bakery, child_of, orchard, peach, placed
from tests.unit.marketplace.conftest import join

__all__ = [
    "approve",
    "ask",
    "bakery",
    "buy",
    "child_of",
    "line_of",
    "mahua",
    "orchard",
    "peach",
    "placed",
    "settle",
    "wechat",
]

FINANCE = "staff:3"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def rates(db):
    """Five per cent of everything, from today."""
    now = timezone.now()
    return rate_set(
        goods_class="", since=timezone.localdate(now), basis_points=500, actor=FINANCE, now=now
    )


@pytest.fixture
def received(rates, child_of, orchard, now) -> ChildOrder:
    """The orchard's part of Li's order, 99.80 and its share of shipping, received."""
    child = child_of(orchard)
    ChildOrder.objects.filter(pk=child.pk).update(
        state=ChildState.RECEIVED.value, shipped_at=now, received_at=now
    )
    child.refresh_from_db()
    return child


@pytest.fixture
def accountant_sun(orchard) -> MemberActor:
    return join(orchard, "sun@orchard.example", "finance")


@pytest.fixture
def packer_liu(orchard) -> MemberActor:
    return join(orchard, "liu@orchard.example", "orders")


@pytest.fixture
def stranger_peng(bakery) -> MemberActor:
    """彭会计 of the bakery, whose books these are not."""
    return join(bakery, "peng@bakery.example", "finance")


def sums(entries) -> dict[EntryKind, int]:
    found: dict[EntryKind, int] = {}
    for entry in entries:
        kind = EntryKind(entry.kind)
        found[kind] = found.get(kind, 0) + entry.fen
    return found


def next_month(now: datetime) -> datetime:
    """The first of next month, nine in the morning in Beijing."""
    local = timezone.localtime(now).replace(day=1, hour=9) + timedelta(days=32)
    return local.replace(day=1)
