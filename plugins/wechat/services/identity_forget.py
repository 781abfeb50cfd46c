from __future__ import annotations

from datetime import datetime
from typing import Any

from plugins.wechat.models import WechatIdentity


def identities_forget(*, user: Any, now: datetime) -> None:
    """Forget who a closing account is in WeChat: the next login makes a new user."""
    WechatIdentity.objects.filter(user=user).delete()
