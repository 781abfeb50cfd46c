"""Where a person was logged in, and what lets her in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django_otp.plugins.otp_totp.models import TOTPDevice

from plugins.accounts.models import Ban, Letter, LinkToken, LoginSession, RecoveryCode
from plugins.accounts.services.keys import key_change
from plugins.accounts.services.letters import NOTICE_CLOSED, notice_put
from plugins.accounts.states import EndReason
from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words


class LoginsData(PersonalData):
    title: ClassVar[Words] = ("登录记录", "Logins")
    kept: ClassVar[Words | None] = (
        "登录与封禁的时间和原因，不含设备与网络",
        "when logins and bans were and why they ended, without device or network",
    )

    def held(self, *, user: Any) -> Any:
        return {
            "logins": [
                {
                    "device": each.device,
                    "network": each.address,
                    "means": each.means,
                    "from": moment(each.created_at),
                    "until": moment(each.ended_at),
                }
                for each in LoginSession.objects.filter(user=user)
            ],
            "secondFactor": TOTPDevice.objects.filter(user=user, confirmed=True).exists(),
            "bans": [
                {"at": moment(ban.placed_at), "reason": ban.reason, "until": moment(ban.lifted_at)}
                for ban in Ban.objects.filter(user=user)
            ],
        }

    def erase(self, *, user: Any, now: datetime) -> None:
        for model in (Letter, LinkToken, RecoveryCode, TOTPDevice):
            model.objects.filter(user=user).delete()
        key_change(user=user, why=EndReason.CLOSED, now=now)
        LoginSession.objects.filter(user=user).update(device="", address="")
        if user.is_active:  # not when it is done a second time
            notice_put(NOTICE_CLOSED, user=None, email=user.email, now=now)
