"""Row 26: metadata, cart lines and addresses without an end."""

import pytest

from saleor_config.hardening.checkouts import MOST_LINES
from saleor_config.hardening.objects import LONGEST_VALUE, MOST_ADDRESSES, MOST_ENTRIES
from tests.security.test_row_01_metadata_of_any_order import UPDATE
from tests.security.test_row_19_checkouts_of_others import ADDRESS


@pytest.mark.parametrize(
    "entries",
    [
        [{"key": f"k{n}", "value": "v"} for n in range(MOST_ENTRIES + 1)],
        [{"key": "k", "value": "v" * (LONGEST_VALUE + 1)}],
        [{"key": "k" * 65, "value": "v"}],
    ],
)
def test_metadata_has_an_end(staff, placed, gid, entries):
    codes = staff("order.manage_orders").codes(UPDATE, id=gid("Order", placed), input=entries)

    assert codes == ["METADATA_TOO_LARGE"]
    placed.refresh_from_db()
    assert placed.metadata == {}


def test_an_address_book_has_an_end(client_of, buyer_li):
    client = client_of(buyer_li)
    for _ in range(MOST_ADDRESSES):
        client.data("AddressCreate", input=ADDRESS)

    answer = client.send("AddressCreate", input=ADDRESS).json()

    assert answer["errors"][0]["extensions"]["code"] == "ADDRESSES_FULL"
    assert buyer_li.addresses.count() == MOST_ADDRESSES


def test_a_cart_has_an_end(client_of, buyer_li, goods, checkout_of, gid):
    cart = checkout_of(buyer_li, *((goods(f"麻花 {n}", "1.00"), 1) for n in range(MOST_LINES)))
    one_more = {"variantId": gid("ProductVariant", goods("又一种", "1.00")), "quantity": 1}
    client = client_of(buyer_li)

    full = client.send("CheckoutLinesUpdate", checkoutId=gid("Checkout", cart), lines=[one_more])

    assert full.json()["errors"][0]["extensions"]["code"] == "CART_TOO_LONG"
    assert cart.lines.count() == MOST_LINES
    held = {"variantId": gid("ProductVariant", cart.lines.first().variant), "quantity": 2}
    client.data("CheckoutLinesUpdate", checkoutId=gid("Checkout", cart), lines=[held])


def test_a_cart_does_not_begin_too_long(client_of, buyer_li, gid):
    lines = [{"variantId": gid("ProductVariant", n), "quantity": 1} for n in range(MOST_LINES + 1)]

    answer = client_of(buyer_li).send("CheckoutCreate", lines=lines).json()

    assert answer["errors"][0]["extensions"]["code"] == "CART_TOO_LONG"


def test_codes_are_not_guessed_for_long(client_of, buyer_li):
    from django.core.cache import cache

    from plugins.coupons.services.coupon_claim import CODES

    cache.clear()
    client = client_of(buyer_li)
    told = [
        client.send("CouponClaimByCode", code=f"NOSUCHCODE{number}").json()
        for number in range(CODES.most + 1)
    ]

    codes = [answer["data"]["couponClaimByCode"]["errors"][0]["code"] for answer in told]
    assert codes == ["COUPON_CODE_UNKNOWN"] * CODES.most + ["TOO_OFTEN"]


def test_the_engines_codes_are_on_no_door(client_of, operator_chen):
    document = (
        'mutation P { checkoutAddPromoCode(checkoutId: "x", promoCode: "y") { errors { field } } }'
    )

    answer = client_of(operator_chen).post("/staff/graphql/", {"query": document})

    assert "checkoutAddPromoCode" in answer.json()["errors"][0]["message"]
