"""Logins: on which devices, from where, and links that wait in a mailbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Q
from django_otp.plugins.otp_totp.models import TOTPDevice

from plugins.accounts.models import Ban, Letter, LinkToken, LoginSession, RecoveryCode
from plugins.accounts.services.keys import key_change
from plugins.accounts.states import EndReason
from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words


class LoginsData(PersonalData):
    title: ClassVar[Words] = ("登录记录", "Logins")
    kept: ClassVar[Words | None] = (
        "登录的起止时间，不含设备与网络地址；封禁记录",
        "when logins began and ended, without device and address; bans",
    )

    def held(self, *, user: Any) -> Any:
        return {
            "logins": [
                {
                    "device": session.device,
                    "address": session.address,
                    "beganAt": moment(session.created_at),
                    "endedAt": moment(session.ended_at),
                }
                for session in LoginSession.objects.filter(user=user)
            ],
            "secondFactor": TOTPDevice.objects.filter(user=user, confirmed=True).exists(),
            "bans": [
                {"reason": ban.reason, "from": moment(ban.placed_at), "to": moment(ban.lifted_at)}
                for ban in Ban.objects.filter(user=user)
            ],
        }

    def erase(self, *, user: Any, now: datetime) -> None:
        key_change(user=user, why=EndReason.CLOSED, now=now)
        LoginSession.objects.filter(user=user).update(device="", address="")
        hers = Q(user=user) | Q(email__iexact=user.email)
        Letter.objects.filter(hers).delete()
        LinkToken.objects.filter(hers).delete()
        RecoveryCode.objects.filter(user=user).delete()
        TOTPDevice.objects.filter(user=user).delete()
