"""What other capabilities may use of accounts."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from plugins.accounts.device import Device, device_of, tool_device
from plugins.accounts.errors import CredentialsWrong, LoginBusy, LoginTooOften
from plugins.accounts.identity import identify_user, is_staff_login
from plugins.accounts.rules.emails import normalised
from plugins.accounts.selectors import is_banned, open_sessions
from plugins.accounts.services.closing import account_close
from plugins.accounts.services.cookie_sessions import cookie_session_end, cookie_session_open
from plugins.accounts.services.guessing import (
    Attempt,
    note_failure,
    note_success,
    refuse_guessing,
)
from plugins.accounts.services.letters import may_lead_to, welcome_put
from plugins.accounts.services.passwords import password_change, refuse_wrong
from plugins.accounts.services.second_factor import (
    enrolment_of,
    has_second_factor,
    needs_second_factor,
    recovery_codes_left,
    recovery_codes_renew,
    refuse_wrong_code,
    second_factor_check,
    second_factor_enrol,
    second_factor_remove,
)
from plugins.accounts.services.sessions import TokenPair, session_end, session_open
from plugins.accounts.states import EndReason, Means

__all__ = [
    "Attempt",
    "CredentialsWrong",
    "Device",
    "EndReason",
    "LoginBusy",
    "LoginTooOften",
    "Means",
    "TokenPair",
    "access_token_for",
    "account_close",
    "cookie_session_end",
    "cookie_session_open",
    "device_of",
    "enrolment_of",
    "has_second_factor",
    "identify_user",
    "is_staff_login",
    "is_banned",
    "may_lead_to",
    "needs_second_factor",
    "normalised",
    "note_failure",
    "note_success",
    "open_sessions",
    "password_change",
    "recovery_codes_left",
    "recovery_codes_renew",
    "refuse_guessing",
    "refuse_wrong",
    "refuse_wrong_code",
    "second_factor_check",
    "second_factor_enrol",
    "second_factor_remove",
    "session_end",
    "session_open",
    "tool_device",
    "welcome_put",
]


def access_token_for(user: Any) -> str:
    """Return an access token for a program of ours that acts for a user.

    For rehearsals, benches and tests; no mutation calls it.
    """
    device = tool_device("程序")
    return session_open(user=user, device=device, means=Means.TOOL, now=timezone.now()).access_token
