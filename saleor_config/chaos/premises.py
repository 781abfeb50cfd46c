"""Goods, buyers and tokens of the campaign, written straight into its database."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from saleor_config.chaos.wechat import Wechat

ADDRESS = {
    "firstName": "李晓梅",
    "country": "CN",
    "countryArea": "湖北省",
    "city": "黄石市",
    "cityArea": "大冶市",
    "postalCode": "435100",
    "streetAddress1": "金牛镇东街 8 号",
    "phone": "13800001234",
}


@dataclass(frozen=True)
class Goods:
    """One variant, as the API names it and as the database does."""

    variant_id: str
    pk: int
    stock: int


@dataclass(frozen=True)
class Buyer:
    openid: str
    token: str


@dataclass(frozen=True)
class Premises:
    goods: list[Goods]
    buyers: list[Buyer]


def furnish(*, seed: int, stock: Sequence[int], buyers: int, wechat: Wechat) -> Premises:
    """Fill the shelves of an empty shop and let buyers log in."""
    return Premises(goods=_shelves(seed, stock), buyers=_buyers(buyers, wechat))


def _shelves(seed: int, stock: Sequence[int]) -> list[Goods]:
    import graphene
    from saleor.product.models import Category, Product, ProductType, ProductVariant
    from saleor.warehouse.models import Stock

    from saleor_config.chaos.licence import carry_brand

    warehouses = _warehouses()
    random = Random(f"{seed}:prices")  # noqa: S311 - a rehearsal must repeat itself
    kind = ProductType.objects.create(
        name="小吃", slug="snack", has_variants=True, is_shipping_required=True
    )
    category = Category.objects.create(name="糕点小吃", slug="snack")
    goods = []
    for number, quantity in enumerate(stock):
        price = Decimal(random.randint(100, 9999)) / 100
        product = Product.objects.create(
            name=f"特产{number}号",
            slug=f"goods-{number}",
            product_type=kind,
            category=category,
            price_amount=price,
            minimal_variant_price_amount=price,
            currency="CNY",
            is_published=True,
        )
        variant = ProductVariant.objects.create(
            product=product, sku=f"GOODS-{number}", name="一份", currency="CNY"
        )
        # In two warehouses, so that one line may leave from both.
        for warehouse, part in zip(
            warehouses, (quantity // 2, quantity - quantity // 2), strict=True
        ):
            Stock.objects.create(warehouse=warehouse, product_variant=variant, quantity=part)
        variant_id = graphene.Node.to_global_id("ProductVariant", variant.pk)
        goods.append(Goods(variant_id=variant_id, pk=variant.pk, stock=quantity))
    carry_brand(Product.objects.all())
    return goods


def _warehouses() -> list[Any]:
    from saleor.account.models import Address
    from saleor.shipping.models import ShippingMethod, ShippingZone
    from saleor.warehouse.models import Warehouse

    address = Address.objects.create(
        country="CN", country_area="湖北省", city="黄石市", city_area="大冶市"
    )
    zone = ShippingZone.objects.create(name="中国", countries=["CN"])
    ShippingMethod.objects.create(
        name="快递",
        type="price",
        price_amount=Decimal("8.00"),
        currency="CNY",
        minimum_order_price_amount=Decimal(0),
        shipping_zone=zone,
    )
    made = []
    for slug, name in (("jinniu", "金牛镇产地仓"), ("hub", "大冶市级分拨中心")):
        warehouse = Warehouse.objects.create(name=name, slug=slug, address=address)
        warehouse.shipping_zones.add(zone)
        made.append(warehouse)
    return made


def _buyers(count: int, wechat: Wechat) -> list[Buyer]:
    from django.conf import settings
    from django.utils import timezone
    from saleor.account.models import User

    from plugins.accounts.public import access_token_for
    from plugins.wechat.models import WechatIdentity
    from plugins.wechat.rules import synthetic_email

    with ThreadPoolExecutor(4) as pool:
        openids = list(pool.map(wechat.user, [f"买家{number}" for number in range(count)]))
    users = User.objects.bulk_create(
        User(email=synthetic_email(secrets.token_hex(12))) for _ in openids
    )
    now = timezone.now()
    WechatIdentity.objects.bulk_create(
        WechatIdentity(
            app_id=settings.WECHAT_APPID,
            openid=openid,
            user=user,
            created_at=now,
            last_login_at=now,
        )
        for openid, user in zip(openids, users, strict=True)
    )
    return [
        Buyer(openid=openid, token=access_token_for(user))
        for openid, user in zip(openids, users, strict=True)
    ]
