"""Row 3: several payments of one checkout are added up, and only the last is charged."""

import pytest
from django.db import IntegrityError, transaction
from saleor.payment.models import Payment


@pytest.mark.parametrize("mutation", ["checkoutPaymentCreate", "checkoutComplete"])
def test_no_door_knows_the_way(staff, mutation):
    query = f'mutation {{ {mutation}(checkoutId: "x") {{ errors {{ field }} }} }}'
    codes = staff("checkout.manage_checkouts").codes(query)

    assert set(codes) == {"REQUEST_INVALID"}


def test_the_database_refuses_a_second_live_payment(buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    facts = {"gateway": "x", "total": "1.00", "currency": "CNY", "checkout": checkout}
    first = Payment.objects.create(**facts)

    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(**facts)

    first.is_active = False
    first.save()
    Payment.objects.create(**facts)


def test_the_total_is_ours(client_of, buyer_li, goods, checkout_of):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 3))

    answer = client_of(buyer_li).data(
        "OrderPlace",
        checkoutToken=str(checkout.token),
        idempotencyKey="confirm-screen-1",
        expectedTotal="18.80",
    )["orderPlace"]

    assert answer["placedOrder"] is None
    assert answer["errors"]
