"""Closing an account: the person is forgotten, the trade is not."""

import pytest
from django.utils import timezone
from saleor.account.models import Address, User

from plugins.accounts.errors import CloseHindered
from plugins.accounts.models import LinkToken, LoginSession
from plugins.accounts.services.closing import close_confirm
from plugins.accounts.services.links import link_make
from plugins.accounts.states import Purpose
from plugins.kernel import outbox
from plugins.wechat.models import WechatIdentity


@pytest.fixture
def close(buyer_li):
    def perform():
        now = timezone.now()
        token = link_make(purpose=Purpose.DELETE, user=buyer_li, email=buyer_li.email, now=now)
        close_confirm(user=buyer_li, token=token, now=now)
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

    assert closed.email.endswith(".invalid")
    assert (closed.first_name, closed.is_active) == ("", False)
    assert not closed.has_usable_password()
    assert not Address.objects.filter(street_address_1__contains="金牛镇东街").exists()
    assert not WechatIdentity.objects.exists()
    assert client.send("MyOrders").status_code == 401
    assert LoginSession.objects.get().device == ""


def test_unfinished_orders_come_first(buyer_li, client_of, goods, checkout_of, close):
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    client = client_of(buyer_li)
    client.data("OrderPlace", checkoutToken=str(checkout.token), idempotencyKey="confirm-screen-1")

    with pytest.raises(CloseHindered, match="尚未完成"):
        close()

    assert client.send("MyOrders").status_code == 200
    assert LinkToken.objects.get().used_at is None


def test_the_owner_is_told_at_the_old_address(close, mailoutbox):
    close()

    outbox.deliver_due(now=timezone.now())

    assert [mail.to for mail in mailoutbox] == [["li@example.com"]]


def test_the_address_may_register_again(close):
    close()

    assert User.objects.create_user("li@example.com", "Lakeside-plum-7").pk
