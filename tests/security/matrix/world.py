"""Eight callers, and things that belong to one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene
import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from saleor.account.models import User

from brand_theme.console.contributions import grants
from brand_theme.console.roles import Role, roles_apply
from plugins.brand.models import Enterprise
from plugins.child_orders.public import child_orders_follow
from plugins.marketplace.public import member_add
from plugins.orders.models import PlacedOrder
from plugins.wechat.models import WechatIdentity
from plugins.wechat_pay.graphql.mutations import (
    wechat_payment_code,
    wechat_payment_start,
    wechat_payment_sync,
)

ROLES = (
    "anonymous",
    "customer",
    "other_customer",
    "enterprise",
    "other_enterprise",
    "brand_office",
    "marketing",
    "superuser",
)


def _person(name: str, **facts: Any) -> User:
    user = User.objects.create_user(f"{name}@example.com", "Copper-lake-2026", **facts)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


def _member(name: str, enterprise: Enterprise) -> User:
    user = _person(name)
    member_add(
        enterprise_id=enterprise.pk,
        user=user,
        roles=["owner"],
        actor="system:test",
        now=timezone.now(),
    )
    return user


def _colleague(name: str, role: Role) -> User:
    user = _person(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role.value))
    return user


@pytest.fixture
def people(
    db, buyer_li, buyer_zhou, operator_chen, bought, wechat, settings, monkeypatch
) -> Mapping[str, User | None]:
    """Each role's person; 李晓梅 is the customer and bought from the enterprise.

    All of them can pay, by WeChat and by card: whose order it is decides.
    """
    for module in (wechat_payment_code, wechat_payment_start, wechat_payment_sync):
        monkeypatch.setattr(module, "gateway", lambda: wechat)
    settings.STRIPE_SECRET_KEY = "sk_test_of_the_tests"
    settings.STRIPE_PUBLISHABLE_KEY = "pk_test_of_the_tests"
    settings.STRIPE_WEBHOOK_SECRET = "whsec_of_the_tests"
    roles_apply(grants=grants())
    mine, others = _enterprises()
    found = {
        "anonymous": None,
        "customer": buyer_li,
        "other_customer": buyer_zhou,
        "enterprise": _member("enterprise", mine),
        "other_enterprise": _member("other_enterprise", others),
        "brand_office": _colleague("brand_office", Role.BRAND_OFFICE),
        "marketing": _colleague("marketing", Role.MARKETING),
        "superuser": operator_chen,
    }
    for user in filter(None, found.values()):
        WechatIdentity.objects.create(
            app_id=wechat.appid,
            openid=f"o-{user.pk}",
            user=user,
            created_at=timezone.now(),
            last_login_at=timezone.now(),
        )
    return found


def _enterprises() -> tuple[Enterprise, Enterprise]:
    mine = Enterprise.objects.order_by("pk").first()
    assert mine is not None
    others = Enterprise.objects.get(pk=mine.pk)
    others.pk = None
    others.slug, others.name, others.brand_name = "elsewhere", "别家", "别家"
    others.credit_code = ""
    others.save()
    return mine, others


@pytest.fixture
def bought(buyer_li, buy, mahua) -> PlacedOrder:
    """李晓梅's paid order."""
    placed = buy(buyer_li, (mahua, 2))
    placed.refresh_from_db()
    return placed


@pytest.fixture
def examples(
    bought, buyer_li, buyer_zhou, mahua, checkout_of, daye_address, warehouse
) -> Mapping[str, Any]:
    """What the arguments of operations stand for: things of 李晓梅's."""
    cart = checkout_of(buyer_li, (mahua, 1))
    address = daye_address.get_copy()
    buyer_li.addresses.add(address)

    [child] = child_orders_follow(order_id=bought.order_id, now=timezone.now())
    [line] = bought.order.lines.all()

    def gid(kind: str, thing: Any) -> str:
        return graphene.Node.to_global_id(kind, thing.pk)

    return {
        "number": bought.number,
        "orderNumber": bought.number,
        "checkoutToken": str(cart.token),
        "checkoutId": gid("Checkout", cart),
        "idempotencyKey": "confirm-screen-9",
        "variantId": gid("ProductVariant", mahua),
        "methodId": gid("ShippingMethod", cart.shipping_method),
        "orderId": gid("Order", bought.order),
        "ChildOrderMessages.number": child.number,
        "ChildOrderMessageSend.number": child.number,
        "AfterSalesRequest.lines": [{"lineId": str(line.pk), "quantity": 1}],
        "AfterSalesRequest.pictures": [],
        "FapiaoRequest.kind": "PERSONAL",
        "FapiaoRequest.title": "李晓梅",
        "FapiaoRequest.taxNumber": None,
        "FapiaoRequest.email": "li@example.com",
        "FapiaoRequest.childOrderNumber": child.number,
        "CheckoutFill.lines": [{"variantId": gid("ProductVariant", mahua), "quantity": 1}],
        "productImageCreate.input": {"product": gid("Product", mahua.product), "image": None},
        "AddressUpdate.id": gid("Address", address),
        "AddressDelete.id": gid("Address", address),
        "AddressSetDefault.id": gid("Address", address),
        "ProductDetail.slug": mahua.product.slug,
        "first": 5,
        "updateMetadata.id": gid("Order", bought.order),
        "deleteMetadata.id": gid("Order", bought.order),
        "updatePrivateMetadata.id": gid("Order", bought.order),
        "deletePrivateMetadata.id": gid("Order", bought.order),
        "order.id": gid("Order", bought.order),
        "user.id": gid("User", buyer_li),
        "address.id": gid("Address", address),
        "product.id": gid("Product", mahua.product),
        "customerUpdate.id": gid("User", buyer_li),
        "customerDelete.id": gid("User", buyer_zhou),
        "after": None,
        "sortBy": {"field": "NAME", "direction": "ASC"},
        "ordersTotal.period": "TODAY",
        "page.slug": "about",
        "attributeAssign.productTypeId": gid("ProductType", mahua.product.product_type),
        "orderClearMeta.token": str(bought.order.token),
        "orderFulfill.order": gid("Order", bought.order),
        "orderFulfill.input": {"lines": []},
        "productVariantStocksDelete.variantId": gid("ProductVariant", mahua),
        "productVariantStocksDelete.warehouseIds": [gid("Warehouse", warehouse)],
        "shopDomainUpdate.input": {"domain": "shop.example", "name": "冶里集"},
    }
