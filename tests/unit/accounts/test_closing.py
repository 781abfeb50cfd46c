"""Closing an account: the person is forgotten, the trade is not."""

import pytest
from django.utils import timezone
from saleor.account.models import Address, User

from plugins.accounts.models import LoginSession
from plugins.accounts.services.closing import account_close
from plugins.kernel import outbox
from plugins.kernel.personal_data import DeletionHindered
from plugins.wechat.models import WechatIdentity


@pytest.fixture
def close(buyer_li):
    def perform():
        account_close(user=buyer_li, actor="buyer:1", now=timezone.now())
        return User.objects.get(pk=buyer_li.pk)

    return perform


def test_nothing_identifies_the_person_any_more(buyer_li, daye_address, client_of, close):
    buyer_li.first_name = "李晓梅"
    buyer_li.addresses.add(daye_address)
    buyer_li.default_shipping_address = daye_address
    buyer_li.save()
    client = client_of(buyer_li)
    WechatIdentity.objects.create(
        app_id="wx-shop",
        openid="o-li",
        user=buyer_li,
        created_at=timezone.now(),
        last_login_at=timezone.now(),
    )

    closed = close()

    assert closed.email == f"erased-{closed.pk}@erased.invalid"
    assert (closed.first_name, closed.is_active) == ("", False)
    assert not closed.has_usable_password()
    assert not Address.objects.filter(pk=daye_address.pk).exists()
    assert not WechatIdentity.objects.exists()
    assert client.send("MyOrders").status_code == 401
    assert LoginSession.objects.get().device == ""


def test_orders_stay(buyer_li, client_of, goods, checkout_of, close):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    buyer = client_of(buyer_li)
    buyer.data("OrderPlace", checkoutToken=str(checkout.token), idempotencyKey="confirm-screen-1")
    with pytest.raises(DeletionHindered):
        close()
    buyer.data("OrderCancel", number=buyer_li.placed_orders.get().number)

    closed = close()

    assert closed.placed_orders.count() == 1
    assert closed.orders.get().shipping_address.first_name == "已注销"


def test_the_owner_is_told_at_the_old_address(close, mailoutbox):
    close()

    outbox.deliver_due(now=timezone.now())

    assert [mail.to for mail in mailoutbox] == [["li@example.com"]]


def test_the_address_may_register_again(close):
    close()

    assert User.objects.create_user("li@example.com", "Lakeside-plum-7").pk
