"""Chinese addresses through Saleor's own mutations."""

import graphene
import pytest
from saleor.account.models import Address
from saleor.checkout.models import Checkout
from saleor.warehouse.models import Warehouse

MINI_SHOP = {
    "country": "CN",
    "firstName": "李晓梅",
    "countryArea": "湖北省",
    "city": "黄石市",
    "cityArea": "大冶市",
    "streetAddress1": "金牛镇东街 8 号",
    "phone": "138 0000 1234",
}
SHORT = {**MINI_SHOP, "countryArea": "湖北", "city": "大冶", "cityArea": "", "lastName": ""}
CANONICAL = (
    "李晓梅",
    "",
    "湖北省",
    "黄石市",
    "大冶市",
    "435100",
    "金牛镇东街 8 号",
    "+8613800001234",
)

CHECKOUT_CREATE = """
mutation ($input: CheckoutCreateInput!) {
  checkoutCreate(input: $input) {
    checkout { token }
    checkoutErrors { field code message }
  }
}
"""
SHIPPING_ADDRESS_UPDATE = """
mutation ($id: ID!, $address: AddressInput!) {
  checkoutShippingAddressUpdate(checkoutId: $id, shippingAddress: $address) {
    checkout { token }
    checkoutErrors { field code message }
  }
}
"""
ACCOUNT_ADDRESS_CREATE = """
mutation ($input: AddressInput!) {
  accountAddressCreate(input: $input) {
    address { id }
    accountErrors { field code message }
  }
}
"""
ADDRESS_CREATE = """
mutation ($input: AddressInput!, $userId: ID!) {
  addressCreate(input: $input, userId: $userId) {
    address { id }
    accountErrors { field code message }
  }
}
"""
ACCOUNT_ADDRESS_UPDATE = """
mutation ($id: ID!, $input: AddressInput!) {
  accountAddressUpdate(id: $id, input: $input) {
    address { id }
    accountErrors { field code message }
  }
}
"""
WAREHOUSE_CREATE = """
mutation ($input: WarehouseCreateInput!) {
  createWarehouse(input: $input) {
    warehouse { id }
    warehouseErrors { field code message }
  }
}
"""


@pytest.fixture
def staff(client_of, operator_chen):
    """Send any document as 陈主任; return the payload of its one field."""
    client = client_of(operator_chen)

    def send(query: str, **variables):
        body = {"query": query, "variables": variables}
        answer = client.post("/staff/graphql/", body).json()
        assert "errors" not in answer, answer
        [payload] = answer["data"].values()
        return payload

    return send


def stored(address: Address) -> tuple[str, ...]:
    return (
        address.first_name,
        address.last_name,
        address.country_area,
        address.city,
        address.city_area,
        address.postal_code,
        address.street_address_1,
        str(address.phone),
    )


@pytest.mark.parametrize("given", [MINI_SHOP, SHORT])
def test_checkout_is_created_with_a_chinese_address(staff, goods, given):
    variant = graphene.Node.to_global_id("ProductVariant", goods("金牛麻花", "18.80").pk)
    lines = [{"quantity": 1, "variantId": variant}]

    payload = staff(
        CHECKOUT_CREATE,
        input={"lines": lines, "email": "a@example.com", "shippingAddress": given, "billingAddress": given},
    )  # fmt: skip

    assert payload["checkoutErrors"] == []
    checkout = Checkout.objects.get(token=payload["checkout"]["token"])
    assert stored(checkout.shipping_address) == CANONICAL
    assert stored(checkout.billing_address) == CANONICAL


def test_checkouts_address_is_replaced(staff, goods, checkout_of, operator_chen):
    checkout = checkout_of(operator_chen, (goods("金牛麻花", "18.80"), 1))
    node = graphene.Node.to_global_id("Checkout", checkout.pk)
    given = {**MINI_SHOP, "cityArea": "阳新县", "streetAddress1": "兴国镇 1 号"}

    payload = staff(SHIPPING_ADDRESS_UPDATE, id=node, address=given)

    assert payload["checkoutErrors"] == []
    checkout.refresh_from_db()
    assert checkout.shipping_address.city_area == "阳新县"
    assert checkout.shipping_address.postal_code == "435200"


def test_shopper_saves_and_changes_an_address(staff, operator_chen):
    created = staff(ACCOUNT_ADDRESS_CREATE, input=SHORT)
    changed = staff(
        ACCOUNT_ADDRESS_UPDATE,
        id=created["address"]["id"],
        input={**SHORT, "city": "仙桃市", "streetAddress1": "沔阳大道1号"},
    )

    assert (created["accountErrors"], changed["accountErrors"]) == ([], [])
    address = operator_chen.addresses.get()
    assert (address.city, address.city_area, address.postal_code) == ("仙桃市", "", "433000")


def test_staff_saves_an_address_for_a_shopper(staff, buyer_li):
    node = graphene.Node.to_global_id("User", buyer_li.pk)

    payload = staff(ADDRESS_CREATE, input=MINI_SHOP, userId=node)

    assert payload["accountErrors"] == []
    assert stored(buyer_li.addresses.get()) == CANONICAL


def test_staffs_wrong_address_is_refused(staff, buyer_li):
    node = graphene.Node.to_global_id("User", buyer_li.pk)

    payload = staff(ADDRESS_CREATE, input={**MINI_SHOP, "cityArea": "火星区"}, userId=node)

    assert [error["field"] for error in payload["accountErrors"]] == ["cityArea"]
    assert buyer_li.addresses.count() == 0


def test_warehouse_needs_no_name_but_a_real_place(staff):
    offered = ("country", "countryArea", "city", "streetAddress1")
    address = {name: SHORT[name] for name in offered} | {"phone": "0714-8712345"}

    payload = staff(WAREHOUSE_CREATE, input={"name": "分拨中心", "slug": "hub", "address": address})

    assert payload["warehouseErrors"] == []
    stored_at = Warehouse.objects.get(name="分拨中心").address
    assert (stored_at.city_area, stored_at.postal_code) == ("大冶市", "435100")
    assert str(stored_at.phone) == "+867148712345"


def test_wrong_address_is_refused_in_chinese_and_english_and_nothing_is_saved(staff, operator_chen):
    given = {**MINI_SHOP, "cityArea": "火星区", "phone": "12345"}

    payload = staff(ACCOUNT_ADDRESS_CREATE, input=given)

    errors = {error["field"]: error for error in payload["accountErrors"]}
    assert set(errors) == {"cityArea", "phone"}
    assert errors["cityArea"]["code"] == "INVALID"
    assert "黄石市没有“火星区”" in errors["cityArea"]["message"]
    assert "Choose one of: 黄石港区" in errors["cityArea"]["message"]
    assert "11 位手机号" in errors["phone"]["message"]
    assert operator_chen.addresses.count() == 0


def test_checkout_errors_keep_codes_that_saleor_knows(staff, goods, checkout_of, operator_chen):
    checkout = checkout_of(operator_chen, (goods("金牛麻花", "18.80"), 1))
    node = graphene.Node.to_global_id("Checkout", checkout.pk)
    before = stored(checkout.shipping_address)

    payload = staff(
        SHIPPING_ADDRESS_UPDATE, id=node, address={**MINI_SHOP, "cityArea": "", "phone": ""}
    )

    codes = {error["field"]: error["code"] for error in payload["checkoutErrors"]}
    assert codes == {"cityArea": "REQUIRED", "phone": "REQUIRED"}
    checkout.shipping_address.refresh_from_db()
    assert stored(checkout.shipping_address) == before


def test_other_countries_keep_saleors_rules(staff, operator_chen):
    polish = {
        "country": "PL",
        "firstName": "Anna",
        "lastName": "Nowak",
        "streetAddress1": "Tęczowa 7",
        "city": "Wrocław",
        "postalCode": "53-601",
        "phone": "+48713988102",
    }

    accepted = staff(ACCOUNT_ADDRESS_CREATE, input=polish)
    refused = staff(ACCOUNT_ADDRESS_CREATE, input={**polish, "postalCode": "435100"})

    assert accepted["accountErrors"] == []
    assert [error["field"] for error in refused["accountErrors"]] == ["postalCode"]
    assert operator_chen.addresses.count() == 1
