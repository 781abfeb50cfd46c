"""Which app is asking; users are identified by the kernel, for plugins' own views too."""

from __future__ import annotations

from django.http import HttpRequest
from saleor.app.models import App

from plugins.accounts.public import identify_user, is_staff_login

__all__ = ["identify_app", "identify_user", "is_staff_login"]


def identify_app(request: HttpRequest) -> App | None:
    """Return the active app of an `Authorization: Bearer …` header."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip() or not token.isprintable():
        return None  # PostgreSQL takes no zero bytes, not even to look for
    return App.objects.filter(tokens__auth_token=token.strip(), is_active=True).first()
