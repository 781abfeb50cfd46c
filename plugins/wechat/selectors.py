"""Reads of WeChat identities."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from plugins.kernel.masking import masked_phone
from plugins.wechat.models import WechatIdentity, WechatPush
from plugins.wechat.states import PushOutcome


def identity_of(*, user: Any, app_id: str) -> WechatIdentity | None:
    """Return the user's identity in one mini-program."""
    return WechatIdentity.objects.filter(user=user, app_id=app_id).first()


def openid_of(*, user: Any, app_id: str) -> str | None:
    """Return the user's openid in one mini-program; payments and messages need it."""
    identity = identity_of(user=user, app_id=app_id)
    return identity.openid if identity else None


def phone_shown(*, user: Any) -> str:
    """Return the number the user bound last, as a reminder: its middle is hidden; "" without."""
    bound = WechatIdentity.objects.filter(user=user, phone_bound_at__isnull=False)
    identity = bound.order_by("-phone_bound_at").first()
    return masked_phone(identity.phone) if identity else ""


def pushes_needing_a_person() -> QuerySet[WechatPush]:
    """Return pushes that contradict our books, and those not acted upon so far."""
    waiting = (PushOutcome.STORED.value, PushOutcome.REFUSED.value)
    return WechatPush.objects.filter(outcome__in=waiting)
