"""Row 20: carts can be counted through, and stocks asked out of the list of products."""

import pytest


def test_lines_by_number_are_gone(staff, buyer_li, goods, checkout_of, gid):
    line = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1)).lines.get()
    query = f'{{ checkoutLine(id: "{gid("CheckoutLine", line)}") {{ quantity }} }}'

    assert set(staff().codes(query)) == {"REQUEST_INVALID"}


@pytest.mark.parametrize("least", [1, 7, 11])
def test_products_cannot_be_filtered_by_stock(visitor, goods, gid, warehouse, least):
    goods("金牛麻花", "18.80", stock=7)
    stocks = {"warehouseIds": [gid("Warehouse", warehouse)], "quantity": {"gte": least}}

    response = visitor.send("ProductList", first=5, filter={"stocks": stocks})

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "REQUEST_INVALID"
