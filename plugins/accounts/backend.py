"""Django's door to passwords, for the consoles' forms: the same checks as everywhere."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from plugins.accounts.services.login import user_with_password


class AccountBackend(ModelBackend):
    """Finds the account however its address is spelt; refuses the banned.

    A ban deletes the cookies' rows, so it is not asked for at each request.
    """

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        email = username if username is not None else kwargs.get("email")
        if email is None or password is None:
            return None
        return user_with_password(email=email, password=password)
