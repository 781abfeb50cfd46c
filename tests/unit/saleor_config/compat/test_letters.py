"""The mails that Saleor sends; its wheel has no templates for them."""

import re

import pytest
from prices import Money, TaxedMoney
from saleor.account.models import StaffNotificationRecipient
from saleor.order import emails as order_emails
from saleor.order.models import Order

from brand_theme.tokens import tokens
from saleor_config.home import REPOSITORY

LETTERS = REPOSITORY / "brand_theme" / "templates" / "templated_email"
STOREFRONT = "http://localhost/next"


@pytest.fixture
def order(db, buyer_li, daye_address) -> Order:
    price = TaxedMoney(Money("39.90", "CNY"), Money("39.90", "CNY"))
    placed = Order.objects.create(
        user=buyer_li,
        user_email=buyer_li.email,
        currency="CNY",
        token="letter-token",
        shipping_address=daye_address,
        total=price * 2,
    )
    placed.lines.create(
        product_name="保安<湖>狗牙李",
        variant_name="2 kg",
        product_sku="LI-2",
        is_shipping_required=True,
        quantity=2,
        unit_price=price,
    )
    return placed


def test_an_order_letter_lists_goods_total_and_address(order, mailoutbox):
    order_emails.send_order_confirmation(order.pk, STOREFRONT)

    [letter] = mailoutbox
    assert letter.subject.startswith(f"订单 {order.pk} 已收到 · ")
    assert "保安<湖>狗牙李 (2 kg) × 2  ¥79.80" in letter.body
    assert "合计  ¥79.80" in letter.body
    assert "湖北省黄石市大冶市 金牛镇东街 8 号 435100" in letter.body
    html = letter.alternatives[0][0]
    assert "保安&lt;湖&gt;狗牙李" in html
    assert "保安<湖>狗牙李" not in html.partition("application/ld+json")[0]


def test_staff_are_told_of_a_new_order(order, operator_chen, mailoutbox):
    StaffNotificationRecipient.objects.create(user=operator_chen, active=True)

    order_emails.send_staff_order_confirmation(order.pk, STOREFRONT)

    [letter] = mailoutbox
    assert letter.to == ["chen@example.com"]
    assert letter.subject.startswith(f"新订单 {order.pk} · ")


def test_payment_and_parcels_are_announced(order, mailoutbox):
    parcel = order.fulfillments.create(tracking_number="SF1001")
    parcel.lines.create(order_line=order.lines.get(), quantity=2)

    order_emails.send_payment_confirmation(order.pk)
    order_emails.send_fulfillment_confirmation(order.pk, parcel.pk)
    order_emails.send_fulfillment_update(order.pk, parcel.pk)

    paid, sent, changed = mailoutbox
    assert paid.subject.startswith(f"订单 {order.pk} 已付款 · ")
    assert sent.subject.startswith(f"订单 {order.pk} 已发货 · ")
    assert changed.subject.startswith(f"订单 {order.pk} 的物流有更新 · ")
    assert all("运单号：SF1001" in letter.body for letter in (sent, changed))


def test_letters_use_the_brands_colours_only():
    palette = {str(value).upper() for value in tokens().values()}

    used = {
        colour.upper()
        for path in LETTERS.rglob("*.html")
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8"))
    }

    assert used
    assert used <= palette
