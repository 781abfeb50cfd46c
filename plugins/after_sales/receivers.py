"""Hears that money went back: cases need not wait for the sweep."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from plugins.after_sales.models import Case
from plugins.after_sales.services.case_refund import case_settle
from plugins.after_sales.states import MONEY_MOVES
from plugins.orders.public import order_refunded


@receiver(order_refunded, dispatch_uid="mall_after_sales.settle")
def money_went_back(order_id: int, **_: Any) -> None:
    moving = [state.value for state in MONEY_MOVES]
    cases = Case.objects.filter(order_id=order_id, state__in=moving).order_by("pk")
    for case_id in cases.values_list("pk", flat=True):
        case_settle(case_id=case_id, now=timezone.now())
