"""What other capabilities may use of accounts."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from plugins.accounts.device import Device, device_of, tool_device
from plugins.accounts.errors import CredentialsWrong, LoginBusy, LoginTooOften
from plugins.accounts.identity import identify_user
from plugins.accounts.rules.emails import normalised
from plugins.accounts.selectors import is_banned
from plugins.accounts.services.guessing import (
    Attempt,
    note_failure,
    note_success,
    refuse_guessing,
)
from plugins.accounts.services.letters import may_lead_to, welcome_put
from plugins.accounts.services.sessions import TokenPair, session_open
from plugins.accounts.states import Means

__all__ = [
    "Attempt",
    "CredentialsWrong",
    "Device",
    "LoginBusy",
    "LoginTooOften",
    "Means",
    "TokenPair",
    "access_token_for",
    "device_of",
    "identify_user",
    "is_banned",
    "may_lead_to",
    "normalised",
    "note_failure",
    "note_success",
    "refuse_guessing",
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
