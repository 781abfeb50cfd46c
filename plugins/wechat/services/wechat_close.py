"""Closing an account that has no address for a link: WeChat says once more who is asking."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from plugins.accounts.public import account_close
from plugins.kernel import audit
from plugins.wechat.errors import CloseByMail, IdentityOfAnother, refusals_of_wechat
from plugins.wechat.gateway import LoginGateway
from plugins.wechat.models import WechatIdentity
from plugins.wechat.rules import is_deliverable


def wechat_close(*, user: Any, code: str, gateway: LoginGateway, now: datetime) -> None:
    """Close the caller's account for good, all or nothing (《个人信息保护法》第四十七条).

    Raises:
        CloseByMail: the account has an address; its link is the one way then.
        CodeInvalid, CodeUsed, UserBlocked, TooOften, WechatUnavailable: WeChat's answer.
        IdentityOfAnother: the code is another person's.
        StaffCannotClose, DeletionHindered: nothing was changed.
    """
    if is_deliverable(user.email):
        raise CloseByMail()
    with refusals_of_wechat():
        session = gateway.session_of(code)
    mine = WechatIdentity.objects.filter(
        app_id=gateway.appid, openid=session.openid, user_id=user.pk
    )
    if not mine.exists():
        raise IdentityOfAnother(field="code")
    account_close(user=user, actor=audit.actor_of(user), now=now)
