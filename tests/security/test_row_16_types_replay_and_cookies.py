"""Ids of the wrong type were taken, e-mail links worked for others and again, cookies counted."""

import graphene
import pytest
from saleor.account.models import User

from plugins.accounts.models import LoginSession
from tests.fixtures.clients import ShopClient
from tests.security.conftest import PAGE, PASSWORD, log_in, staff_ask, token_in


@pytest.fixture
def change_token(client_of, buyer_li, mails, answer_of):
    wish = {"newEmail": "li-new@example.com", "password": PASSWORD, "redirectUrl": PAGE}
    assert answer_of(client_of(buyer_li), "EmailChangeRequest", **wish)["errors"] == []
    [mail] = mails()
    assert mail.to == ["li-new@example.com"]
    return token_in(mail)


def test_another_user_cannot_use_the_link(client_of, buyer_zhou, change_token, codes_of):
    assert codes_of(client_of(buyer_zhou), "EmailChangeConfirm", token=change_token) == [
        "LINK_REFUSED"
    ]
    assert User.objects.get(pk=buyer_zhou.pk).email == "zhou@example.com"


def test_the_link_cannot_be_replayed(client_of, buyer_li, change_token, answer_of, codes_of, mails):
    client = client_of(buyer_li)
    answer = answer_of(client, "EmailChangeConfirm", token=change_token)
    assert answer["user"]["email"] == "li-new@example.com"
    [notice] = mails()
    assert notice.to == ["li@example.com"]
    User.objects.filter(pk=buyer_li.pk).update(email="li@example.com")
    buyer_li.refresh_from_db()

    assert codes_of(client_of(buyer_li), "EmailChangeConfirm", token=change_token) == [
        "LINK_REFUSED"
    ]


def test_the_link_is_void_once_the_old_address_changed(client_of, buyer_li, change_token, codes_of):
    User.objects.filter(pk=buyer_li.pk).update(email="li-other@example.com")
    buyer_li.refresh_from_db()

    assert codes_of(client_of(buyer_li), "EmailChangeConfirm", token=change_token) == [
        "LINK_REFUSED"
    ]


def test_a_change_asks_for_the_password(client_of, buyer_li, codes_of):
    wish = {"newEmail": "li-new@example.com", "password": "wrong", "redirectUrl": PAGE}

    assert codes_of(client_of(buyer_li), "EmailChangeRequest", **wish) == ["PASSWORD_WRONG"]


@pytest.mark.parametrize("cookie", ["JWT", "JWT-refresh-token", "sessionid", "yeli_console"])
def test_cookies_are_ignored(visitor, buyer_li, cookie):
    answer = log_in(visitor, buyer_li.email)
    visitor.headers = {}
    visitor.http.cookies[cookie] = answer["accessToken"]

    assert visitor.send("MyOrders").status_code == 401


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_forms_of_other_sites_are_refused(visitor, kind):
    response = visitor.http.post("/graphql/", '{"id": "x"}', content_type=kind)

    assert response.status_code == 400


def test_ids_of_other_types_end_no_login(client_of, buyer_li, buyer_zhou, codes_of):
    client, zhou = client_of(buyer_li), ShopClient(buyer_zhou)
    [theirs] = LoginSession.objects.filter(user=buyer_zhou)
    ids = [
        graphene.Node.to_global_id("User", theirs.pk),
        graphene.Node.to_global_id("LoginSession", theirs.pk),
        str(theirs.pk),
        "x",
        "",
    ]

    assert [codes_of(client, "SessionEnd", id=each) for each in ids] == [["SESSION_UNKNOWN"]] * 5
    assert zhou.send("MyOrders").status_code == 200


def test_an_id_of_another_type_is_no_address(client_of, operator_chen, daye_address):
    """`accountSetDefaultAddress` gave the type as the name of a field."""
    operator_chen.addresses.add(daye_address)
    wrong = graphene.Node.to_global_id("User", operator_chen.pk)

    response = staff_ask(
        client_of(operator_chen),
        "mutation($id: ID!) { accountSetDefaultAddress(id: $id, type: SHIPPING)"
        " { accountErrors { message } } }",
        id=wrong,
    )

    [error] = response.json()["data"]["accountSetDefaultAddress"]["accountErrors"]
    assert "Must receive a Address id" in error["message"]


def test_an_id_of_another_type_is_no_category(client_of, operator_chen, goods):
    """Inputs with ids name no type: a user was found for a product's category."""
    variant = goods("金牛麻花", "18.80")
    product = graphene.Node.to_global_id("Product", variant.product_id)
    wrong = graphene.Node.to_global_id("User", operator_chen.pk)

    response = staff_ask(
        client_of(operator_chen),
        "mutation($id: ID!, $wrong: ID!) { productUpdate(id: $id, input: {category: $wrong})"
        " { productErrors { field message } } }",
        id=product,
        wrong=wrong,
    )

    [error] = response.json()["data"]["productUpdate"]["productErrors"]
    assert error["field"] == "category"
    assert "Category" in error["message"]
