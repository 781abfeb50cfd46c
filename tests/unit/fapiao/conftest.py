"""A paid order of 李晓梅 over ¥26.80 and what she may want on its fapiao."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from plugins.child_orders.public import child_orders_follow
from plugins.fapiao.rules import FapiaoKind, details_checked
from plugins.fapiao.services.fapiao_issue import IssuedFapiao, fapiao_issue
from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.orders.public import order_mark_paid, order_mark_refunded
from plugins.orders.services.order_place import order_place

PAID_AT = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
NOW = datetime(2026, 7, 3, 4, 0, tzinfo=UTC)
TODAY = NOW.date()
GATEWAY = "mall.payments.test"
NUMBER = "26422000000012345678"


def person(title="李晓梅", email="li@example.com"):
    return details_checked(kind=FapiaoKind.PERSONAL, title=title, tax_number="", email=email)


def enterprise(title="福州某某贸易（集团）有限公司"):
    return details_checked(
        kind=FapiaoKind.ENTERPRISE,
        title=title,
        tax_number="91350100M000100Y43",
        email="tax@example.com",
    )


def issued(number=NUMBER, total_fen=2680, issued_on=TODAY, document=""):
    return IssuedFapiao(number, issued_on, total_fen, document)


@pytest.fixture
def placed_by(goods, checkout_of):
    """Place an unpaid order over ¥26.80: `placed_by(buyer_li)`."""
    variant = goods("金牛麻花", "18.80", stock=50)

    def make(buyer, key="confirm-screen-1"):
        checkout = checkout_of(buyer, (variant, 1))
        return order_place(
            buyer=buyer, checkout_token=checkout.token, idempotency_key=key, now=timezone.now()
        )

    return make


def pay(placed):
    order_mark_paid(
        order_id=placed.order_id,
        captured_fen=2680,
        gateway=GATEWAY,
        reference=f"paid-{placed.number}",
        paid_at=PAID_AT,
        actor="system:test",
    )
    placed.refresh_from_db()
    return placed


def give_back(placed, fen):
    order_mark_refunded(
        order_id=placed.order_id,
        refunded_fen=fen,
        gateway=GATEWAY,
        payment_reference=f"paid-{placed.number}",
        refund_reference=f"back-{placed.number}-{fen}",
        refunded_at=NOW,
        actor="system:test",
    )
    child_orders_follow(order_id=placed.order_id, now=NOW)


@pytest.fixture
def paid(placed_by, buyer_li):
    return pay(placed_by(buyer_li))


@pytest.fixture
def requested(paid, buyer_li):
    [request] = fapiao_request(
        order_number=paid.number, buyer=buyer_li, details=person(), now=PAID_AT
    )
    return request


@pytest.fixture
def settled(requested):
    return fapiao_issue(
        request_id=requested.pk, revision=1, issued=issued(), actor="staff:1", now=NOW
    )
