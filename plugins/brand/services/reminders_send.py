"""Remind enterprises of what ends: owed once per occasion, sent by mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from plugins.brand.clock import day_of
from plugins.brand.models import Enterprise
from plugins.brand.selectors.due import REMIND_AT, due_items
from plugins.kernel import outbox


def reminders_owe(*, now: datetime) -> int:
    """Owe a reminder for everything that has come within one of `REMIND_AT` days.

    Runs often and owes once: the outbox knows the occasion by its key. A sweep that
    was down for days sends the nearest reminder only.
    """
    today = day_of(now)
    items = due_items(now=now, within_days=max(REMIND_AT))
    with transaction.atomic():
        for item in items:
            left = (item.last_day - today).days
            stage = min(days for days in REMIND_AT if left <= days)
            outbox.put(
                topic="brand.remind",
                key=f"{item.kind}:{item.object_id}:{item.last_day}:{stage}",
                payload={
                    "enterprise_id": item.enterprise_id,
                    "title": item.title,
                    "last_day": item.last_day.isoformat(),
                },
            )
    return len(items)


def remind(payload: Mapping[str, Any]) -> None:
    """Handler of the outbox: mail every contact that has an address."""
    enterprise = Enterprise.objects.get(pk=payload["enterprise_id"])
    addresses = [each.email for each in enterprise.contacts.all() if each.email]
    if not addresses:
        return  # the office sees it in its own due list
    send_mail(
        subject=f"【{payload['title']}】将于 {payload['last_day']} 到期",
        message=(
            f"{enterprise.name}：\n\n{payload['title']}的最后有效日是 {payload['last_day']}。"
            "到期后商品将自动下架，请尽快向品牌办提交更新材料。\n\n大冶区域公共品牌办公室"
        ),
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=addresses,
    )
