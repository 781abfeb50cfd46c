from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from plugins.kernel import audit
from plugins.wechat.errors import IdentityTaken, refusals_of_wechat
from plugins.wechat.gateway import WechatGateway
from plugins.wechat.models import WechatIdentity


def wechat_link(*, user: Any, code: str, gateway: WechatGateway, now: datetime) -> WechatIdentity:
    """Give an account that logged in by e-mail the WeChat identity behind a login code.

    Linking the same person again changes nothing.

    Raises:
        CodeInvalid, CodeUsed, UserBlocked, TooOften, WechatUnavailable: WeChat's answer.
        IdentityTaken: that person has another account, or this account another person.
    """
    with refusals_of_wechat():
        session = gateway.session_of(code)
    mine = WechatIdentity.objects.filter(app_id=gateway.appid, user=user).first()
    if mine is not None:
        if mine.openid != session.openid:
            raise IdentityTaken(field="code")
        return mine
    try:
        with transaction.atomic():
            identity = WechatIdentity.objects.create(
                app_id=gateway.appid,
                openid=session.openid,
                unionid=session.unionid,
                user=user,
                created_at=now,
                last_login_at=now,
            )
            audit.record(
                "wechat.identity.linked", identity, actor=audit.actor_of(user), user=user.pk
            )
    except IntegrityError as error:
        raise IdentityTaken(field="code") from error
    return identity
