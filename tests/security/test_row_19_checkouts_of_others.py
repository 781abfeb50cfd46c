"""Row 19: a cart's UUID opens it; an order's token tells everything about its buyer."""

import pytest
from saleor.checkout.models import Checkout


@pytest.fixture
def cart(buyer_li, goods, checkout_of) -> Checkout:
    return checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))


ADDRESS = {
    "firstName": "周强",
    "streetAddress1": "某路 1 号",
    "city": "黄石市",
    "cityArea": "大冶市",
    "countryArea": "湖北省",
    "country": "CN",
    "postalCode": "435100",
    "phone": "+8613900005678",
}


def attempts(cart, gid) -> dict[str, dict]:
    checkout, variant = gid("Checkout", cart), cart.lines.get().variant
    return {
        "CheckoutLinesUpdate": {
            "checkoutId": checkout,
            "lines": [{"variantId": gid("ProductVariant", variant), "quantity": 2}],
        },
        "CheckoutShippingAddressUpdate": {"checkoutId": checkout, "address": ADDRESS},
        "CheckoutShippingMethodUpdate": {
            "checkoutId": checkout,
            "methodId": gid("ShippingMethod", cart.shipping_method),
        },
    }


@pytest.mark.parametrize(
    "document",
    ["CheckoutLinesUpdate", "CheckoutShippingAddressUpdate", "CheckoutShippingMethodUpdate"],
)
def test_another_buyer_is_told_that_there_is_no_such_cart(
    client_of, buyer_li, buyer_zhou, cart, gid, document
):
    before = list(Checkout.objects.values()), list(cart.lines.values())

    answer = client_of(buyer_zhou).send(document, **attempts(cart, gid)[document]).json()

    assert answer["errors"][0]["extensions"]["code"] == "CHECKOUT_NOT_FOUND"
    assert "李晓梅" not in str(answer)
    assert before == (list(Checkout.objects.values()), list(cart.lines.values()))
    assert (
        "errors" not in client_of(buyer_li).send(document, **attempts(cart, gid)[document]).json()
    )


def test_another_buyer_cannot_place_it(client_of, buyer_zhou, cart):
    answer = client_of(buyer_zhou).data(
        "OrderPlace", checkoutToken=str(cart.token), idempotencyKey="confirm-screen-1"
    )["orderPlace"]

    assert answer["placedOrder"] is None


def test_nobodys_cart_is_nobodys(client_of, buyer_zhou, cart, gid):
    Checkout.objects.update(user=None)

    answer = client_of(buyer_zhou).send(
        "CheckoutLinesUpdate", **attempts(cart, gid)["CheckoutLinesUpdate"]
    )

    assert answer.json()["errors"][0]["extensions"]["code"] == "CHECKOUT_NOT_FOUND"


@pytest.mark.parametrize(
    "query",
    [
        '{ checkout(token: "%s") { email } }',
        '{ orderByToken(token: "%s") { userEmail } }',
        'mutation { checkoutCustomerAttach(checkoutId: "%s") { checkout { id } } }',
        'mutation { checkoutCustomerDetach(checkoutId: "%s") { checkout { id } } }',
    ],
)
def test_ways_by_token_are_gone(staff, cart, query):
    assert set(staff("checkout.manage_checkouts").codes(query % cart.token)) == {"REQUEST_INVALID"}


def test_no_document_asks_for_a_token_of_an_order():
    from saleor_config.door.registry import FOLDER

    texts = {path.name: path.read_text() for path in FOLDER.glob("*.graphql")}
    assert not [name for name, text in texts.items() if "orderByToken" in text]


def test_orders_of_a_buyer_need_more_than_managing_buyers(staff, placed, buyer_li, gid):
    """CVE-2022-0932."""
    query = "query($id: ID!) { user(id: $id) { orders(first: 5) { edges { node { number } } } } }"

    shown = staff("account.manage_users").ask(query, id=gid("User", buyer_li))
    managed = staff("account.manage_users", "order.manage_orders").ask(
        query, id=gid("User", buyer_li)
    )

    assert shown["data"]["user"]["orders"]["edges"] == []
    assert len(managed["data"]["user"]["orders"]["edges"]) == 1


def test_the_address_of_another_is_nobodys_default(
    client_of, buyer_li, buyer_zhou, daye_address, gid
):
    buyer_li.addresses.add(daye_address)

    answer = client_of(buyer_zhou).data("AddressSetDefault", id=gid("Address", daye_address))

    assert answer["accountSetDefaultAddress"]["accountErrors"]
    buyer_zhou.refresh_from_db()
    assert buyer_zhou.default_shipping_address is None
