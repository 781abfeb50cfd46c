"""Who may enter the enterprises' console: a capability says, this asks it."""

from __future__ import annotations

from typing import Any

from django.utils.module_loading import import_string

from plugins.kernel.registry import capabilities


def is_enterprise_member(user: Any) -> bool:
    """Tell whether an enterprise has the user among its members.

    Staff of the shop never are: somebody who approves an enterprise's goods must
    not be able to act as that enterprise with the same login. Without a
    capability that knows enterprises nobody is a member.
    """
    if not user.is_active or user.is_staff or not user.is_authenticated:
        return False
    checks = [each.enterprise_membership for each in capabilities() if each.enterprise_membership]
    return any(import_string(check)(user) for check in checks)
