"""The pages that are measured, with goods that this shop has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from brand_theme.mini_shop.bench.phone import asked

HOME, GOOD, LIST, CART, VERIFY = (
    "首页 home",
    "商品页 product",
    "列表 list",
    "购物车 cart",
    "验真 verify",
)


@dataclass(frozen=True)
class Stops:
    """Where the phone goes.

    Attributes:
        pages: path of each measured page by its name.
        good: what the product page shows, as the door answers.
        basket: what the cart keeps on the device, one line of it.
    """

    pages: dict[str, str]
    good: dict[str, Any]
    basket: list[dict[str, Any]]


def stops_of(address: str) -> Stops:
    """Take the first good that can be had and carries the brand.

    Raises:
        SystemExit: nothing on the shelf can be measured.
    """
    for card in asked(address, "ShopGoods", first=60, skip=0)["shopGoods"]["nodes"]:
        good = asked(address, "ShopGood", slug=card["slug"])["shopGood"]
        if good and good["badge"] and any(each["isAvailable"] for each in good["choices"]):
            return _around(good)
    raise SystemExit("✗ 店里没有可买的授权商品 nothing on the shelf can be bought: make seed")


def _around(good: dict[str, Any]) -> Stops:
    choice = next(each for each in good["choices"] if each["isAvailable"])
    line = {
        "variantId": choice["variantId"],
        "slug": good["slug"],
        "name": good["name"],
        "variantName": choice["name"],
        "quantity": 2,
        "seenFen": choice["priceFen"],
        "isChosen": True,
    }
    pages = {
        HOME: "/",
        GOOD: f"/pages/goods/detail?slug={good['slug']}",
        LIST: "/pages/goods/list",
        CART: "/pages/cart/index",
        VERIFY: f"/pages/about/verify?code={good['badge']['code']}",
    }
    return Stops(pages=pages, good=good, basket=[line])
