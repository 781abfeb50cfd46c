from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone
from saleor.checkout.models import Checkout
from saleor.discount.models import Voucher
from saleor.giftcard.models import GiftCard
from saleor.order.models import Order
from saleor.warehouse.models import Allocation, Stock

from plugins.kernel.audit import history_of
from plugins.orders import errors
from plugins.orders.models import PlacedOrder
from plugins.orders.services.order_place import order_place

KEY = "confirm-screen-1"


def place(buyer, checkout, *, key=KEY, **arguments):
    return order_place(
        buyer=buyer,
        checkout_token=checkout.token,
        idempotency_key=key,
        now=timezone.now(),
        **arguments,
    )


def nothing_happened(checkout) -> bool:
    return (
        Checkout.objects.filter(pk=checkout.pk).exists()
        and not Order.objects.exists()
        and not Allocation.objects.exists()
    )


def test_placed_order_holds_stock_and_waits_thirty_minutes(buyer_li, goods, checkout_of):
    mahua, tea = goods("金牛麻花", "18.80"), goods("殷祖白茶", "128.00")
    checkout = checkout_of(buyer_li, (mahua, 2), (tea, 1))

    placed = place(buyer_li, checkout)

    assert placed.total_fen == 2 * 1880 + 12800 + 800
    assert placed.state == "awaiting_payment"
    assert placed.pay_by - placed.placed_at == timedelta(minutes=30)
    held = {row.stock.product_variant: row.quantity_allocated for row in Allocation.objects.all()}
    assert held == {mahua: 2, tea: 1}
    assert not Checkout.objects.exists()
    assert [entry.action for entry in history_of(placed)] == ["orders.order.placed"]


def test_same_key_gives_the_same_order(buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))

    first, second = place(buyer_li, checkout), place(buyer_li, checkout)

    assert first.pk == second.pk
    assert Order.objects.count() == 1


def test_same_checkout_under_another_key_gives_the_same_order(buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))

    first, second = place(buyer_li, checkout), place(buyer_li, checkout, key="confirm-screen-2")

    assert first.pk == second.pk


def test_key_of_another_order_is_refused(buyer_li, goods, checkout_of):
    mahua = goods("金牛麻花", "18.80")
    place(buyer_li, checkout_of(buyer_li, (mahua, 1)))
    later = checkout_of(buyer_li, (mahua, 1))

    with pytest.raises(errors.KeyReused):
        place(buyer_li, later)

    assert PlacedOrder.objects.count() == 1


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "has space 1", "汉字汉字汉字汉字"])
def test_key_of_another_shape_is_refused(buyer_li, goods, checkout_of, key):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))

    with pytest.raises(errors.BadKey):
        place(buyer_li, checkout, key=key)

    assert nothing_happened(checkout)


def test_checkout_of_another_buyer_does_not_exist(buyer_li, buyer_zhou, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))

    with pytest.raises(errors.CheckoutNotFound):
        place(buyer_zhou, checkout)

    assert nothing_happened(checkout)


def test_unknown_checkout_is_refused(buyer_li):
    with pytest.raises(errors.CheckoutNotFound):
        order_place(buyer=buyer_li, checkout_token=uuid4(), idempotency_key=KEY, now=timezone.now())


def test_more_than_the_stock_is_refused_by_name(buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80", stock=2), 3))

    with pytest.raises(errors.SoldOut) as refusal:
        place(buyer_li, checkout)

    assert "金牛麻花" in refusal.value.message_zh
    assert nothing_happened(checkout)


def test_stock_held_for_another_order_is_not_sold_again(buyer_li, buyer_zhou, goods, checkout_of):
    mahua = goods("金牛麻花", "18.80", stock=2)
    place(buyer_zhou, checkout_of(buyer_zhou, (mahua, 2)))
    checkout = checkout_of(buyer_li, (mahua, 1))

    with pytest.raises(errors.SoldOut):
        place(buyer_li, checkout)

    assert Stock.objects.get().quantity == 2


def test_unpublished_goods_are_refused(buyer_li, goods, checkout_of):
    mahua = goods("金牛麻花", "18.80")
    checkout = checkout_of(buyer_li, (mahua, 1))
    mahua.product.is_published = False
    mahua.product.save()

    with pytest.raises(errors.NoLongerSold):
        place(buyer_li, checkout)

    assert nothing_happened(checkout)


def test_missing_shipping_method_is_refused(buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    checkout.shipping_method = None
    checkout.save()

    with pytest.raises(errors.ShippingMissing):
        place(buyer_li, checkout)

    assert nothing_happened(checkout)


def test_empty_checkout_is_refused(buyer_li, checkout_of):
    checkout = checkout_of(buyer_li)

    with pytest.raises(errors.CheckoutEmpty):
        place(buyer_li, checkout)


def test_changed_price_is_told_before_anything_is_placed(buyer_li, goods, checkout_of):
    mahua = goods("金牛麻花", "18.80")
    checkout = checkout_of(buyer_li, (mahua, 1))
    mahua.product.price_amount = Decimal("19.80")
    mahua.product.save()

    with pytest.raises(errors.PriceChanged) as refusal:
        place(buyer_li, checkout, expected_total=Decimal("26.80"))

    assert "27.80" in refusal.value.message_zh
    assert nothing_happened(checkout)


def test_gift_cards_are_refused(buyer_li, goods, checkout_of):
    card = GiftCard.objects.create(
        code="GIFT-88", currency="CNY", initial_balance_amount=50, current_balance_amount=50
    )
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    checkout.gift_cards.add(card)

    with pytest.raises(errors.GiftCardsNotAccepted):
        place(buyer_li, checkout)

    card.refresh_from_db()
    assert card.current_balance_amount == 50
    assert nothing_happened(checkout)


def test_order_that_costs_nothing_is_paid_at_once(buyer_li, goods, checkout_of, shipping_method):
    shipping_method.price_amount = Decimal(0)
    shipping_method.save()
    Voucher.objects.create(code="TRY-IT", discount_value_type="percentage", discount_value=100)
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    checkout.voucher_code, checkout.discount_amount = "TRY-IT", Decimal("18.80")
    checkout.save()

    placed = place(buyer_li, checkout)

    assert (placed.state, placed.total_fen, placed.paid_fen) == ("paid", 0, 0)


def test_used_up_voucher_is_refused(buyer_li, goods, checkout_of):
    Voucher.objects.create(
        code="ONCE", discount_value_type="fixed", discount_value=5, usage_limit=1, used=1
    )
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    checkout.voucher_code, checkout.discount_amount = "ONCE", Decimal(5)
    checkout.save()

    with pytest.raises(errors.VoucherNotApplicable):
        place(buyer_li, checkout)

    assert nothing_happened(checkout)
