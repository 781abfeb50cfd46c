"""How WeChat knows a person, and the number she handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words
from plugins.wechat.models import WechatIdentity


class WechatData(PersonalData):
    title: ClassVar[Words] = ("微信身份", "WeChat identity")

    def held(self, *, user: Any) -> Any:
        return [
            {
                "appId": identity.app_id,
                "openid": identity.openid,
                "unionid": identity.unionid,
                "phone": identity.phone,
                "phoneBoundAt": moment(identity.phone_bound_at),
                "firstLoginAt": moment(identity.created_at),
                "lastLoginAt": moment(identity.last_login_at),
            }
            for identity in WechatIdentity.objects.filter(user=user)
        ]

    def accounts_with_phone(self, phone: str) -> Sequence[int]:
        indexes = WechatIdentity._meta.get_field("phone_index").any_of(phone)
        found = WechatIdentity.objects.filter(phone_index__in=indexes)
        return list(found.values_list("user_id", flat=True))

    def erase(self, *, user: Any, now: datetime) -> None:
        WechatIdentity.objects.filter(user=user).delete()
