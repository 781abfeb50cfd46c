"""Reconcile every recent day that is due, by itself, each morning."""

import logging
from datetime import date, datetime
from pathlib import Path

from plugins.kernel.errors import DomainError, GatewayError
from plugins.reconciliation import rules
from plugins.reconciliation.bill_store import bills_folder
from plugins.reconciliation.gateway import BillGateway
from plugins.reconciliation.models import BillDay
from plugins.reconciliation.services.day_reconcile import day_reconcile
from plugins.reconciliation.states import CONCLUDED
from plugins.wechat_pay.public import bill_gateway

logger = logging.getLogger(__name__)


def days_sweep(
    *, now: datetime, gateway: BillGateway | None = None, folder: Path | None = None
) -> dict[date, str]:
    """Reconcile the days WeChat should have bills of and we have not compared.

    Returns:
        Per day tried: `done` or the code of what stood in the way.
    """
    try:
        asked = gateway or bill_gateway()
    except GatewayError:
        # A shop without WeChat Pay has nothing to reconcile.
        return {}
    results: dict[date, str] = {}
    for day in rules.days_ready(now=now):
        if not _is_due(mchid=asked.mchid, day=day, now=now):
            continue
        try:
            day_reconcile(day=day, gateway=asked, folder=folder or bills_folder(), now=now)
            results[day] = "done"
        except (GatewayError, DomainError) as error:
            logger.warning("reconciliation of %s has to wait: %s", day, error)
            results[day] = error.code
    return results


def _is_due(*, mchid: str, day: date, now: datetime) -> bool:
    bills = BillDay.objects.filter(mchid=mchid, day=day)
    waiting = bills.exclude(state__in=CONCLUDED, compared_at__isnull=False)
    if waiting.filter(try_after__gt=now).exists():
        return False
    return waiting.exists() or bills.count() < 2
