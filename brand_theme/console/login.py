"""The login form of both consoles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from unfold.forms import AuthenticationForm

from brand_theme.console.actions import text_field
from plugins.accounts.public import (
    Attempt,
    LoginBusy,
    LoginTooOften,
    note_failure,
    note_success,
    refuse_guessing,
    second_factor_check,
)
from plugins.kernel import audit
from plugins.kernel.errors import DomainError


class LoginForm(AuthenticationForm):
    """E-mail and password; wrong ones are counted, and say nothing about the account."""

    site = "console"
    code = text_field("两步验证码", required=False, max_length=20)
    error_messages = {
        "invalid_login": "邮箱或密码不正确，或该账号不能进入这里。",
        "inactive": "邮箱或密码不正确，或该账号不能进入这里。",
    }

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = "邮箱"
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["username"].widget.attrs["inputmode"] = "email"
        self.fields["password"].label = "密码"
        self.fields["password"].strip = False
        self.fields["code"].widget.attrs.update(
            {"autocomplete": "one-time-code", "placeholder": "未启用可留空"}
        )

    def clean(self) -> dict[str, Any]:
        attempt = Attempt(
            site=self.site,
            account=self.cleaned_data.get("username") or "",
            address=self.request.META.get("REMOTE_ADDR", ""),
        )
        try:
            refuse_guessing(attempt)
        except (LoginTooOften, LoginBusy) as error:
            raise ValidationError(error.message_zh, code=error.code) from error
        try:
            cleaned = super().clean()
        except ValidationError:
            note_failure(attempt)
            raise
        if self.user_cache is None:  # a field is empty: nothing was tried
            return cleaned
        self._check_code(attempt)
        note_success(attempt)
        audit.record(
            f"console.{self.site}.entered", self.user_cache, actor=audit.actor_of(self.user_cache)
        )
        return cleaned

    def _check_code(self, attempt: Attempt) -> None:
        code = self.cleaned_data.get("code") or ""
        try:
            second_factor_check(
                user=self.user_cache, code=code, attempt=attempt, now=timezone.now()
            )
        except DomainError as error:
            raise ValidationError({"code": error.message_zh}, code=error.code) from error

    def confirm_login_allowed(self, user: Any) -> None:
        """Same words as for a wrong password: strangers learn nothing."""
        if not (user.is_active and user.is_staff):
            raise self.get_invalid_login_error()

    def get_invalid_login_error(self) -> ValidationError:
        return forms.ValidationError(self.error_messages["invalid_login"], code="invalid_login")


class EnterpriseLoginForm(LoginForm):
    """For members of enterprises, who are never staff of the shop."""

    site = "enterprise"

    def confirm_login_allowed(self, user: Any) -> None:
        from brand_theme.console.membership import is_enterprise_member

        if not is_enterprise_member(user):
            raise self.get_invalid_login_error()
