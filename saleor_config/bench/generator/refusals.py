"""Where nothing may be made up."""

from __future__ import annotations

from plugins.kernel.errors import Conflict
from plugins.orders.models import PlacedOrder


class NotInProduction(Conflict):
    code = "GENERATE_NOT_IN_PRODUCTION"
    zh = "生产环境不能生成数据。"
    en = "Nothing is generated in production."
    remedy_zh = "请在另一台机器上生成。"
    remedy_en = "Use another machine."


class ShopInUse(Conflict):
    """Made-up orders would be mixed with real ones for good."""

    code = "GENERATE_SHOP_IN_USE"
    zh = "店里已有 {orders} 笔自己的订单，生成的数据以后删不掉。"
    en = "The shop has {orders} orders of its own, and what is generated cannot be deleted."
    remedy_zh = "换一个 SHOP_HOME；确实要混在一起，请加 --into-this-shop。"
    remedy_en = "Use another SHOP_HOME, or add --into-this-shop to mix them all the same."


class CatalogueMissing(Conflict):
    code = "GENERATE_CATALOGUE_MISSING"
    zh = "店里还没有商品目录和授权条款。"
    en = "There are no goods and licence terms to build upon."
    remedy_zh = "先运行 manage.py migrate 和 manage.py seed。"
    remedy_en = "Run `manage.py migrate` and `manage.py seed` first."


def refuse_wrong_place(*, is_production: bool, into_this_shop: bool) -> None:
    """Refuse to mix what is made up with what is real.

    Raises:
        NotInProduction, ShopInUse: nothing was changed.
    """
    if is_production:
        raise NotInProduction()
    others = PlacedOrder.objects.exclude(idempotency_key__regex=r"^gen\d+-").count()
    if others and not into_this_shop:
        raise ShopInUse(orders=others)
