"""A paid order of 李晓梅's over two kinds of goods, and WeChat in memory."""

from __future__ import annotations

import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from saleor.account.models import User

from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.rules.wishes import Wish
from plugins.after_sales.services.case_answer import case_approve, case_refuse
from plugins.after_sales.services.case_request import case_request
from plugins.after_sales.services.cases_sweep import cases_sweep
from plugins.orders.services.order_place import order_place
from plugins.shipments.public import Label, Method, shipment_make
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.services.payment_apply_transaction import payment_apply_transaction
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.refunds_sync_open import refunds_sync_open
from tests.unit.wechat_pay.memory_gateway import MemoryGateway

ZTO = Label("ZTO", "75312345678901")
BACK = Label("SF", "SF1234567890123")
SELLER = "staff:901"
OTHER_SELLER = "staff:902"
ARBITER = "staff:903"


@pytest.fixture
def wechat() -> MemoryGateway:
    return MemoryGateway(now=time.time)


@pytest.fixture
def mahua(goods):
    """金牛麻花 at 18.80, fifty of it."""
    return goods("金牛麻花", "18.80", stock=50)


@pytest.fixture
def peach(goods):
    """保安狗血桃 at 49.90: fresh, so it takes no return without a reason."""
    variant = goods("保安狗血桃", "49.90", stock=50)
    variant.product.metadata = {"no_reason_return": "exempt"}
    variant.product.save()
    return variant


@pytest.fixture
def buy(checkout_of, wechat):
    """`buy(buyer_li, (mahua, 3))` places an order and pays it through WeChat."""

    def shop(buyer, *lines, voucher=None, discount="0", fresh_consent=False, pay=True):
        checkout = checkout_of(buyer, *lines)
        if voucher is not None:
            checkout.voucher_code = voucher.code
            checkout.discount_amount = Decimal(discount)
            checkout.save()
        placed = order_place(
            buyer=buyer,
            checkout_token=checkout.token,
            idempotency_key=f"screen-{checkout.pk}",
            now=timezone.now(),
            fresh_consent=fresh_consent,
        )
        if pay:
            payment_prepay(
                number=placed.number,
                buyer=buyer,
                openid="o-li",
                gateway=wechat,
                now=timezone.now(),
            )
            payment = WechatPayment.objects.get(order_id=placed.order_id)
            payment_apply_transaction(
                transaction=wechat.pay(payment.out_trade_no), now=timezone.now()
            )
            placed.refresh_from_db()
        return placed

    return shop


@pytest.fixture
def placed(buy, buyer_li, mahua, peach):
    """Three 麻花 (56.40), two 狗血桃 (99.80) and 8.00 for shipping: 164.20."""
    return buy(buyer_li, (mahua, 3), (peach, 2), fresh_consent=True)


@pytest.fixture
def line_of(placed):
    """`line_of(mahua)` is the order line of these goods."""
    return lambda variant: placed.order.lines.get(variant=variant)


@pytest.fixture
def ask(placed, buyer_li):
    """`ask({mahua: 1})` opens a case about Li's order; arguments change the rest."""
    keys = iter(range(100))

    def request(
        units,
        *,
        reason=Reason.CHANGED_MIND,
        kind=Kind.REFUND_ONLY,
        order=None,
        buyer=None,
        key=None,
        pictures=(),
        description="",
        now=None,
    ):
        order = order or placed
        lines = {order.order.lines.get(variant=each).pk: n for each, n in units.items()}
        return case_request(
            order_number=order.number,
            buyer=buyer or buyer_li,
            idempotency_key=key or f"form-{next(keys):04}",
            wish=Wish(kind, reason, lines, description, pictures),
            now=now or timezone.now(),
        )

    return request


@pytest.fixture
def ship(placed):
    def send(order=None):
        return shipment_make(
            number=(order or placed).number,
            method=Method.EXPRESS,
            labels=[ZTO],
            actor="staff:3",
            now=timezone.now(),
        )

    return send


@pytest.fixture
def approve():
    return lambda case, **kw: case_approve(case_id=case.pk, actor=SELLER, now=timezone.now(), **kw)


@pytest.fixture
def refuse():
    return lambda case, note="商品已在路上。": case_refuse(
        case_id=case.pk, actor=SELLER, note=note, now=timezone.now()
    )


@pytest.fixture
def settle(wechat):
    """WeChat takes and settles every refund that is owed, and the sweep looks.

    Refunds of one payment go out one after the other, so it takes a round for each.
    """

    def all_of_it(status="SUCCESS"):
        for hours in range(1, 1 + WechatRefund.objects.count()):
            refunds_sync_open(gateway=wechat, now=timezone.now() + timedelta(hours=hours))
            for number, (_, refund) in list(wechat.refunds.items()):
                if refund.status.value == "PROCESSING":
                    wechat.settle(number, status)
            refunds_sync_open(gateway=wechat, now=timezone.now() + timedelta(hours=hours + 1))
        return cases_sweep(now=timezone.now())

    return all_of_it


def staff(email: str, *codenames: str) -> User:
    user = User.objects.create_user(email, "Lakeside-plum-7", is_staff=True)
    user.is_active = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.fixture
def clerk(db) -> User:
    """吴会计 of the enterprise, who manages orders and nothing else."""
    return staff("wu@example.com", "manage_orders")


@pytest.fixture
def arbiter(db) -> User:
    """The brand office's arbiter, who manages staff and no orders."""
    return staff("arbiter@example.com", "manage_staff")
