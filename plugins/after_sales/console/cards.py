"""What of after-sales waits for an enterprise's people."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from brand_theme.console.public import EnterpriseCard
from plugins.after_sales.selectors import case_counts
from plugins.marketplace.public import NotAMember, Role, acting


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    try:
        actor = acting(request)
    except NotAMember:
        return []
    if not actor.may(Role.ORDERS):
        return []
    counts = case_counts(enterprise_id=actor.enterprise_id, now=timezone.now())
    url = reverse("enterprise:after_sales")
    hint = "逾期视为同意退款。"
    if counts.near:
        hint = f"{counts.near} 单快到期，{hint}"
    return [
        EnterpriseCard(
            "售后待处理",
            hint,
            "assignment_return",
            f"{url}?show=mine",
            counts.to_answer,
            counts.near > 0,
        ),
        EnterpriseCard(
            "退货地址未填",
            "买家等着寄回，请填写收件人和地址。",
            "home_pin",
            f"{url}?show=waiting_return",
            counts.without_address,
            True,
        ),
    ]
