"""An account prepared for somebody else's address got that address's guest orders."""

import pytest
from django.utils import timezone
from prices import Money, TaxedMoney
from saleor.account.models import User
from saleor.graphql.account.mutations import base
from saleor.order.models import Order

from saleor_config.hardening import guest_orders
from tests.security.conftest import NEW_PASSWORD, PAGE, log_in, token_in


@pytest.fixture
def guest_order(db):
    price = TaxedMoney(Money("18.80", "CNY"), Money("18.80", "CNY"))
    return Order.objects.create(
        user_email="wang@example.com", currency="CNY", token="guest", total=price, user=None
    )


@pytest.fixture
def register_mail(visitor, mails, answer_of):
    answer_of(visitor, "AccountRegister", email="Wang@Example.com", redirectUrl=PAGE)
    [mail] = mails()
    return mail


def test_registering_makes_nothing_that_could_be_prepared(register_mail):
    assert not User.objects.filter(email="wang@example.com").exists()


def test_confirming_links_no_order(visitor, register_mail, guest_order, answer_of):
    answer = answer_of(
        visitor, "AccountConfirm", token=token_in(register_mail), password=NEW_PASSWORD
    )

    assert answer["user"]["email"] == "wang@example.com"
    assert User.objects.get(email="wang@example.com").is_active
    guest_order.refresh_from_db()
    assert guest_order.user is None


def test_the_password_is_chosen_by_who_opens_the_mail(visitor, register_mail, answer_of, codes_of):
    answer_of(visitor, "AccountConfirm", token=token_in(register_mail), password=NEW_PASSWORD)

    assert codes_of(
        visitor, "LoginWithPassword", email="wang@example.com", password="Attackers-own-1"
    ) == ["CREDENTIALS_WRONG"]
    log_in(visitor, "wang@example.com", NEW_PASSWORD)


def test_changing_to_an_address_links_no_order(client_of, buyer_li, guest_order, mails, answer_of):
    client = client_of(buyer_li)
    wish = {"newEmail": "wang@example.com", "password": "Lakeside-plum-7", "redirectUrl": PAGE}
    answer_of(client, "EmailChangeRequest", **wish)
    [mail] = mails()

    assert answer_of(client, "EmailChangeConfirm", token=token_in(mail))["errors"] == []

    guest_order.refresh_from_db()
    assert guest_order.user is None


def test_saleors_merge_is_replaced_where_it_is_imported(buyer_li, guest_order):
    assert base.match_orders_with_new_user is guest_orders.match_orders_with_new_user

    base.match_orders_with_new_user(User(email="wang@example.com", last_login=timezone.now()))

    guest_order.refresh_from_db()
    assert guest_order.user is None


def test_the_shop_does_not_start_when_the_merge_has_moved():
    from types import ModuleType

    from saleor_config.compat.targets import TargetMoved

    with pytest.raises(TargetMoved):
        guest_orders.mend(ModuleType("saleor.order.utils"))
