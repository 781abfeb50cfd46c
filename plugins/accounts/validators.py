"""Password rules beyond Django's; listed in `AUTH_PASSWORD_VALIDATORS`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

from plugins.kernel.registry import capabilities

LONGEST = 128


class PowerfulPasswordValidator:
    """Staff and members of enterprises move other people's money: ten characters or more."""

    def __init__(self, min_length: int = 10):
        self.min_length = min_length

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:  # hashing megabytes is work for us, not for them
            raise ValidationError(f"密码最多 {LONGEST} 个字符。", code="password_too_long")
        if user is not None and is_powerful(user) and len(password) < self.min_length:
            raise ValidationError(
                f"工作人员和企业成员的密码至少 {self.min_length} 个字符。",
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return f"工作人员和企业成员的密码至少 {self.min_length} 个字符。"


def is_powerful(user: Any) -> bool:
    """Whether the user is staff, or works for an enterprise, or is about to."""
    if user.is_staff or user.is_superuser or getattr(user, "will_work_for_enterprise", False):
        return True
    if user.pk is None:
        return False
    checks = [each.enterprise_membership for each in capabilities() if each.enterprise_membership]
    return any(import_string(check)(user) for check in checks)
