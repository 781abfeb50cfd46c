"""Who is asking: read from the `Authorization` header only, never from a cookie."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from plugins.accounts.rules import access_tokens
from plugins.accounts.rules.keys import same
from plugins.accounts.selectors import fingerprint, live_session
from plugins.accounts.states import Means
from plugins.kernel.errors import TokenRefused


def identify_user(request: HttpRequest) -> Any:
    """Return the user of an `Authorization: JWT …` header, or an anonymous one.

    One query. The login is then in `request.login_session`, None for strangers.

    Raises:
        TokenRefused: a token was sent, but it is expired or forged, its login was
            ended, the account's key, address or password changed since, or the
            user may not log in.
    """
    request.login_session = None
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.upper() != "JWT":
        return AnonymousUser()
    try:
        claims = access_tokens.read(token.strip(), secret=settings.ACCESS_TOKEN_KEY)
    except access_tokens.TokenUnreadable as error:
        raise TokenRefused() from error
    session = live_session(session_id=claims.session_id, user_id=claims.user_id)
    if session is None or session.is_banned or not session.user.is_active:
        raise TokenRefused()
    if not same(claims.key, fingerprint(session.user, session.user.account_key)):
        raise TokenRefused()
    request.login_session = session
    return session.user


def is_staff_login(request: HttpRequest) -> bool:
    """Tell whether the identified caller is a colleague who logged in as colleagues do.

    WeChat knows no second factor: what it opened while the account was a buyer's, or however
    else, acts as a buyer.
    """
    session = request.login_session
    return bool(request.user.is_staff and session and session.means != Means.WECHAT.value)
