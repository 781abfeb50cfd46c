"""Tokens in the links of account mails.

Symptom: `requestEmailChange` fails with "'str' object has no attribute 'decode'".
Cause: `saleor/account/utils.py`, `create_jwt_token`, decodes what PyJWT 1
returned as bytes; PyJWT 2 returns text.
"""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType
from typing import Any

import jwt
from django.conf import settings
from django.utils import timezone

from .targets import mends, replace

LINK_LIFE = timedelta(hours=1)  # as in Saleor


def create_jwt_token(token_data: dict[str, Any]) -> str:
    """Sign `token_data` for one hour."""
    payload = {"exp": timezone.now() + LINK_LIFE, **token_data}
    return jwt.encode(payload, settings.SECRET_KEY, algorithm="HS256")


@mends("saleor.account.utils")
def mend(module: ModuleType) -> None:
    replace(module, "create_jwt_token", create_jwt_token)
