"""From the buyer's request to the enterprise's statement: every fen arrives."""

from __future__ import annotations

import pytest
from django.utils import timezone

from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.services.case_return import case_return_sent
from plugins.after_sales.services.member_answer import member_approve, member_receive
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_ship import child_ship
from plugins.settlement.models import LedgerEntry
from plugins.settlement.selectors import statement_of
from plugins.settlement.services.child_settle import children_settle_due
from plugins.settlement.services.periods_close import periods_close_month
from plugins.settlement.states import EntryKind
from plugins.shipments.public import Method
from tests.unit.after_sales.conftest import BACK
from tests.unit.child_orders.conftest import (
    ZTO,
    bakery,
    child_of,
    follow,
    orchard,
    peach,
    placed,
    wang,
)
from tests.unit.settlement.conftest import next_month, now, rates

__all__ = [
    "bakery",
    "child_of",
    "follow",
    "now",
    "orchard",
    "peach",
    "placed",
    "rates",
    "wang",
]
pytestmark = pytest.mark.django_db


def test_refund_an_enterprise_agrees_to_stands_in_its_statement(
    rates, placed, wang, child_of, orchard, bakery, follow, ask, peach, settle, buyer_li, now
):
    number = child_of(orchard).number
    child_ship(actor=wang, number=number, labels=[ZTO], method=Method.EXPRESS, now=now)
    follow()
    ChildOrder.objects.filter(number=number).update(state="received", received_at=now)
    children_settle_due(now=now)

    case = ask({peach: 1}, reason=Reason.QUALITY, kind=Kind.RETURN_AND_REFUND)
    member_approve(actor=wang, number=case.number, return_to="沼山桃社 保安镇沼山村 3 号", now=now)
    case_return_sent(number=case.number, buyer=buyer_li, label=BACK, now=now)
    member_receive(actor=wang, number=case.number, resaleable={}, now=now)
    settle()
    follow()

    child = child_of(orchard)
    assert (child.refunded_fen, child.state) == (4990, "received")
    assert child_of(bakery).refunded_fen == 0

    children_settle_due(now=now)
    refunds = LedgerEntry.objects.filter(kind=EntryKind.REFUND.value)
    assert [(entry.enterprise_id, entry.fen) for entry in refunds] == [(orchard.pk, -4990)]

    later = next_month(timezone.now())
    assert periods_close_month(now=later, actor="staff:3")["closed"] == 1
    statement = statement_of(
        period_id=LedgerEntry.objects.filter(enterprise=orchard).first().period_id,
        enterprise_id=orchard.pk,
    )
    assert statement.totals[EntryKind.REFUND] == -4990
    kept = child.goods_fen - 4990
    commission = (
        -statement.totals[EntryKind.COMMISSION] - statement.totals[EntryKind.COMMISSION_RETURN]
    )
    assert commission == round(kept * 0.05)
    assert statement.period.closing_fen == kept + child.shipping_fen - commission
