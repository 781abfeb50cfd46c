from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from saleor.account.events import customer_account_created_event
from saleor.account.models import User
from saleor.plugins.manager import get_plugins_manager

from plugins.accounts.public import is_banned
from plugins.kernel import audit
from plugins.wechat.errors import AccountClosed, StaffByPassword, refusals_of_wechat
from plugins.wechat.gateway import LoginGateway, WechatSession
from plugins.wechat.models import WechatIdentity
from plugins.wechat.rules import synthetic_email


@dataclass(frozen=True)
class LoginResult:
    user: Any
    created: bool


def wechat_login(*, code: str, gateway: LoginGateway, now: datetime) -> LoginResult:
    """Redeem a login code for the shop's user, made on the first login.

    Raises:
        CodeInvalid, CodeUsed, UserBlocked, TooOften, WechatUnavailable: WeChat's answer.
        SnapshotPerson: WeChat's browser only previews the page.
        AccountClosed: the shop closed this user.
        StaffByPassword: the user is a colleague.
    """
    with refusals_of_wechat():
        session = gateway.session_of(code)
    known = _known(app_id=gateway.appid, openid=session.openid)
    if known is None:
        identity, created = _first_login(app_id=gateway.appid, session=session, now=now)
    else:
        identity, created = known, False
    if not identity.user.is_active or is_banned(identity.user):
        raise AccountClosed()
    if identity.user.is_staff:
        raise StaffByPassword()
    if not created:
        _note_login(identity, session=session, now=now)
    return LoginResult(user=identity.user, created=created)


def _known(*, app_id: str, openid: str) -> WechatIdentity | None:
    return (
        WechatIdentity.objects.select_related("user").filter(app_id=app_id, openid=openid).first()
    )


def _first_login(
    *, app_id: str, session: WechatSession, now: datetime
) -> tuple[WechatIdentity, bool]:
    """Make user and identity together.

    Of two first logins at once the unique openid lets one through; the other
    loses its user with it and takes the winner's.
    """
    try:
        with transaction.atomic():
            return _create(app_id=app_id, session=session, now=now)
    except IntegrityError:
        winner = _known(app_id=app_id, openid=session.openid)
        if winner is None:
            raise
        return winner, False


def _create(*, app_id: str, session: WechatSession, now: datetime) -> tuple[WechatIdentity, bool]:
    user = _user_with(unionid=session.unionid, app_id=app_id)
    is_new_user = user is None
    if user is not None and user.is_staff:
        raise StaffByPassword()
    if user is None:
        user = User(email=synthetic_email(secrets.token_hex(12)))
        user.set_unusable_password()
        user.last_login = now
        user.save()
        customer_account_created_event(user=user)
    identity = WechatIdentity.objects.create(
        app_id=app_id,
        openid=session.openid,
        unionid=session.unionid,
        user=user,
        created_at=now,
        last_login_at=now,
    )
    audit.record("wechat.identity.created", identity, actor=audit.actor_of(user), user=user.pk)
    if is_new_user:
        transaction.on_commit(lambda: get_plugins_manager().customer_created(customer=user))
    return identity, is_new_user


def _user_with(*, unionid: str, app_id: str) -> Any:
    """Return the user whom the same person has through another app of the owner."""
    if not unionid:
        return None
    other = (
        WechatIdentity.objects.select_related("user")
        .filter(unionid=unionid)
        .exclude(user__wechat_identities__app_id=app_id)
        .order_by("pk")
        .first()
    )
    return other.user if other else None


def _note_login(identity: WechatIdentity, *, session: WechatSession, now: datetime) -> None:
    changes: dict[str, Any] = {"last_login_at": now}
    if session.unionid:
        changes["unionid"] = session.unionid
    with transaction.atomic():
        WechatIdentity.objects.filter(pk=identity.pk).update(**changes)
        User.objects.filter(pk=identity.user_id).update(last_login=now)
