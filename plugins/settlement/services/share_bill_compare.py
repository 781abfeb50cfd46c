"""The provider's sharing bill of a day against these books, number by number."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from plugins.kernel import audit
from plugins.kernel.errors import GatewayError
from plugins.orders.public import BillLine, ShareProvider
from plugins.settlement.models import ShareBill, ShareDifference, SharePart, ShareReturn
from plugins.settlement.states import PartState, ReturnState

logger = logging.getLogger(__name__)
ACTOR = "system:settlement"
#: The bill is ready the next morning.
READY_AT = time(10, 30)
#: Days that are looked at again: what was open then may be known now.
DAYS = 7

#: Our number, the receiver's account, and whether money came back → fen.
Known = Mapping[tuple[str, str, bool], int]


def share_bills_compare_due(*, provider: ShareProvider, now: datetime) -> int:
    """Compare the last days' bills that are not compared or differ; return how many were."""
    local = timezone.localtime(now)
    last = local.date() - timedelta(days=1 if local.time() >= READY_AT else 2)
    days = [last - timedelta(days=back) for back in range(DAYS)]
    matching = ShareBill.objects.filter(day__in=days, differences=None)
    done = set(matching.values_list("day", flat=True))
    first = SharePart.objects.order_by("pk").values_list("settled_at", flat=True).first()
    compared = 0
    for day in days:
        if day in done or first is None or day < timezone.localdate(first):
            continue
        try:
            share_bill_compare(provider=provider, day=day, now=now)
        except GatewayError as error:
            logger.warning("sharing bill of %s cannot be compared yet: %s", day, error)
        else:
            compared += 1
    return compared


def share_bill_compare(*, provider: ShareProvider, day: date, now: datetime) -> ShareBill:
    """Fetch the bill of a Beijing day and list every number that differs.

    Raises:
        GatewayError: it is not there yet, or unreadable.
    """
    lines = provider.bill(day=day)
    return _keep(lines, day=day, now=now)


@transaction.atomic
def _keep(lines: list[BillLine], *, day: date, now: datetime) -> ShareBill:
    theirs = {(line.own_number, line.account, line.is_return): line.fen for line in lines}
    ours = _ours(day)
    bill, _ = ShareBill.objects.update_or_create(
        day=day,
        defaults={
            "rows": len(lines),
            "shared_fen": sum(line.fen for line in lines if not line.is_return),
            "returned_fen": sum(line.fen for line in lines if line.is_return),
            "compared_at": now,
        },
    )
    bill.differences.all().delete()
    for key in sorted({*ours, *theirs}):
        if ours.get(key) != theirs.get(key):
            number, account, is_return = key
            ShareDifference.objects.create(
                bill=bill,
                number=number,
                account=account,
                is_return=is_return,
                ours_fen=ours.get(key),
                theirs_fen=theirs.get(key),
            )
    audit.record(
        "settlement.share_bill.compared",
        bill,
        actor=ACTOR,
        rows=bill.rows,
        differences=bill.differences.count(),
    )
    return bill


def _ours(day: date) -> Known:
    zone = timezone.get_default_timezone()
    start = datetime.combine(day, time.min, tzinfo=zone)
    span = (start, start + timedelta(days=1))
    parts = SharePart.objects.filter(
        state=PartState.SUCCEEDED.value, settled_at__gte=span[0], settled_at__lt=span[1]
    ).select_related("sharing")
    returns = ShareReturn.objects.filter(
        state=ReturnState.SUCCEEDED.value, finished_at__gte=span[0], finished_at__lt=span[1]
    ).select_related("part")
    known = {(part.sharing.number, part.account, False): part.fen for part in parts}
    known |= {(each.number, each.part.account, True): each.fen for each in returns}
    return known
