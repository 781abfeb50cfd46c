from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from plugins.kernel import audit
from plugins.wechat.errors import IdentityTaken, StaffByPassword, refusals_of_wechat
from plugins.wechat.gateway import LoginGateway, WechatSession
from plugins.wechat.models import WechatIdentity


def wechat_link(*, user: Any, code: str, gateway: LoginGateway, now: datetime) -> WechatIdentity:
    """Give an account that logged in by e-mail the WeChat identity behind a login code.

    Linking the same person again changes nothing.

    Raises:
        CodeInvalid, CodeUsed, UserBlocked, TooOften, WechatUnavailable: WeChat's answer.
        SnapshotPerson: WeChat's browser only previews the page.
        IdentityTaken: that person has another account, or this account another person.
        StaffByPassword: the account is a colleague's; the code is not redeemed.
    """
    if user.is_staff:
        raise StaffByPassword()
    with refusals_of_wechat():
        session = gateway.session_of(code)
    mine = WechatIdentity.objects.filter(app_id=gateway.appid, user=user).first()
    if mine is not None:
        if mine.openid != session.openid:
            raise IdentityTaken(field="code")
        return mine
    _refuse_another_person(session, user=user)
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


def _refuse_another_person(session: WechatSession, *, user: Any) -> None:
    """An account and a person belong together in all apps of the shop, as far as is known.

    Raises:
        IdentityTaken: by the unionid the person has another account, or the account
            is another person's in another app.
    """
    if not session.unionid:
        return
    known = WechatIdentity.objects.exclude(unionid="")
    hers_elsewhere = known.filter(unionid=session.unionid).exclude(user=user)
    others_here = known.filter(user=user).exclude(unionid=session.unionid)
    if hers_elsewhere.exists() or others_here.exists():
        raise IdentityTaken(field="code")
