"""Somebody to shop as in the browser, with an address to send to."""

from __future__ import annotations

from typing import Any

from saleor.account.models import Address

from brand_theme.console.public import DemoMember

EMAIL = "buyer@example.com"
NAME = "李晓梅"


def demo_buyer() -> DemoMember:
    return DemoMember(email=EMAIL, name=NAME, what="买家（商城首页登录）", settle=_settle)


def _settle(user: Any) -> None:
    """Give her one address; whoever has changed it keeps what she made."""
    if user.addresses.exists():
        return
    home = Address.objects.create(
        first_name=NAME,
        country_area="湖北省",
        city="黄石市",
        city_area="大冶市",
        street_address_1="金牛镇东街 8 号",
        postal_code="435100",
        country="CN",
        phone="+8613800001234",
    )
    user.addresses.add(home)
    user.default_shipping_address = home
    user.save(update_fields=["default_shipping_address"])
