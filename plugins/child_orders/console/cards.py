"""What of an enterprise's orders waits for its people."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from brand_theme.console.public import EnterpriseCard, age_text
from plugins.child_orders.selectors import awaiting_answer, child_counts, child_orders_due
from plugins.marketplace.public import NotAMember, Role, acting


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    try:
        actor = acting(request)
    except NotAMember:
        return []
    if not actor.may(Role.ORDERS):
        return []
    now, mine = timezone.now(), actor.enterprise_id
    counts = child_counts(enterprise_id=mine, now=now)
    due = child_orders_due(now=now).filter(enterprise=mine).count() - counts.late
    hints = []
    if counts.oldest_paid_at:
        hints.append(f"最早一单已付款 {age_text(now - counts.oldest_paid_at)}")
    if due:
        hints.append(f"{due} 单 12 小时内到期")
    url = reverse("enterprise:orders")
    return [
        EnterpriseCard(
            "超时未发货",
            "已过承诺的发货期限，今天先发这些。",
            "alarm",
            f"{url}?show=late",
            counts.late,
            True,
        ),
        EnterpriseCard(
            "待发货", "，".join(hints) + "。", "local_shipping", url, counts.to_ship, due > 0
        ),
        EnterpriseCard(
            "买家留言待回复",
            "买家写了留言，还没有回复。",
            "chat",
            f"{url}?show=messages",
            awaiting_answer(enterprise_id=mine).count(),
        ),
    ]
