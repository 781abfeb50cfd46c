from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.kernel import audit
from plugins.wechat.errors import NoWechatIdentity, refusals_of_wechat
from plugins.wechat.gateway import WechatGateway
from plugins.wechat.models import WechatIdentity
from plugins.wechat.selectors import identity_of


def wechat_phone_bind(*, user: Any, code: str, gateway: WechatGateway, now: datetime) -> str:
    """Store the phone number that the user hands over; return it in E.164.

    Binding again replaces the number.

    Raises:
        NoWechatIdentity: the user never logged in through this mini-program.
        CodeInvalid, CodeUsed, UserBlocked, TooOften, WechatUnavailable: WeChat's answer.
    """
    identity = identity_of(user=user, app_id=gateway.appid)
    if identity is None:
        raise NoWechatIdentity()
    with refusals_of_wechat():
        phone = gateway.phone_of(code)
    with transaction.atomic():
        WechatIdentity.objects.filter(pk=identity.pk).update(
            phone=phone,
            phone_index=WechatIdentity._meta.get_field("phone_index").of(phone),
            phone_bound_at=now,
        )
        audit.record("wechat.phone.bound", identity, actor=audit.actor_of(user))
    return phone
