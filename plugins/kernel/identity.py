"""Who is asking: read from the `Authorization` header only, never from a cookie."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from graphql_jwt.exceptions import JSONWebTokenError
from graphql_jwt.shortcuts import get_user_by_token

from plugins.kernel.errors import TokenRefused


def identify_user(request: HttpRequest) -> Any:
    """Return the user of an `Authorization: JWT …` header, or an anonymous one.

    Raises:
        TokenRefused: a token was sent, but it is expired, forged or its user
            may not log in.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.upper() != "JWT":
        return AnonymousUser()
    try:
        user = get_user_by_token(token.strip(), request)
    except JSONWebTokenError as error:
        raise TokenRefused() from error
    if user is None or not user.is_active:
        raise TokenRefused()
    return user
