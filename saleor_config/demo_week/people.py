"""Buyers with phones of WeChat, and somebody who packs in every enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from catalog_seed.services.demo_buyer import EMAIL as DEMO_BUYER
from plugins.marketplace.public import MemberActor, Role, actor_for, member_add
from plugins.wechat.gateway import gateway
from plugins.wechat.services.wechat_login import wechat_login
from saleor_config.demo_sale.transport import Simulator

#: Family name, given name, phone, province, city, district, street, postcode.
_BUYERS = (
    ("李", "晓梅", "13800001234", "湖北省", "黄石市", "大冶市", "金牛镇东街 8 号", "435100"),
    ("周", "强", "13900002345", "湖北省", "武汉市", "洪山区", "珞喻路 100 号 3 栋", "430070"),
    ("陈", "静", "13700003456", "广东省", "深圳市", "南山区", "科苑路 15 号", "518000"),
    ("王", "海燕", "13600004567", "湖北省", "黄石市", "黄石港区", "湖滨大道 66 号", "435000"),
    ("刘", "志强", "15800005678", "浙江省", "杭州市", "西湖区", "文三路 90 号", "310000"),
    ("余", "丽华", "15900006789", "湖北省", "黄石市", "大冶市", "新冶大道 21 号", "435100"),
    ("石", "文斌", "18800007890", "上海市", "上海市", "浦东新区", "世纪大道 200 号", "200120"),
    ("胡", "秀兰", "18600008901", "湖北省", "鄂州市", "鄂城区", "文星大道 9 号", "436000"),
)


@dataclass(frozen=True)
class Buyer:
    """A person with a phone, and where parcels go."""

    user: Any
    openid: str
    address: dict[str, str]


def buyers_make(wechat: Simulator, *, now: datetime) -> list[Buyer]:
    """Have eight people log in through WeChat for the first time."""
    made = []
    for family, given, phone, province, city, district, street, postcode in _BUYERS:
        known = wechat.post("users", nickname=given)
        user = wechat_login(code=known["js_code"], gateway=gateway(), now=now).user
        # One name, as the shop's own forms keep it: Saleor would write the family last.
        user.first_name = family + given
        user.save(update_fields=["first_name"])
        address = {
            "first_name": family + given,
            "phone": f"+86{phone}",
            "country": "CN",
            "country_area": province,
            "city": city,
            "city_area": district,
            "street_address_1": street,
            "postal_code": postcode,
        }
        made.append(Buyer(user=user, openid=known["openid"], address=address))
    return made


def demo_buyers() -> list[Any]:
    """Return the account that a demonstration offers to shop with, where it has one."""
    return list(get_user_model().objects.filter(email=DEMO_BUYER, is_active=True))


class Clerk:
    """Packs, writes and keeps books for every enterprise; nobody can log in as them."""

    def __init__(self, *, now: datetime) -> None:
        self._now = now
        self._user, _ = get_user_model().objects.get_or_create(
            email="clerk@demo.invalid",
            defaults={"first_name": "演示店员", "is_active": True, "password": "!"},  # noqa: S106
        )

    def of(self, enterprise_id: int) -> MemberActor:
        member_add(
            enterprise_id=enterprise_id,
            user=self._user,
            roles=[Role.ORDERS.value, Role.FINANCE.value],
            actor="system:demo",
            now=self._now,
        )
        return actor_for(user=self._user, enterprise_id=enterprise_id)
