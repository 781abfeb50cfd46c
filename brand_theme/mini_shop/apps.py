from __future__ import annotations

from plugins.kernel.registry import CapabilityConfig


class MiniShopConfig(CapabilityConfig):
    """The shop that sells, at the root of the site."""

    name = "brand_theme.mini_shop"
    label = "mall_mini_shop"
    verbose_name = "小程序商城"
    holds_no_person = "pages of the mini-program; what they show comes from the door"
    urls = "brand_theme.mini_shop.urls"
