"""WeChat urges us to ship an order."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from plugins.kernel import audit
from plugins.shipments.models import ShippingReminder

WECHAT = "system:wechat"


@transaction.atomic
def reminder_record(*, order_id: int, now: datetime) -> ShippingReminder:
    """Count a reminder; the list of what to ship begins with these orders."""
    reminder, created = ShippingReminder.objects.select_for_update().get_or_create(
        order_id=order_id, defaults={"first_at": now, "last_at": now}
    )
    if not created:
        ShippingReminder.objects.filter(pk=reminder.pk).update(times=F("times") + 1, last_at=now)
        reminder.refresh_from_db()
    audit.record("shipments.order.reminded", reminder, actor=WECHAT, times=reminder.times)
    return reminder
