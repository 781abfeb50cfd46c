"""Deletion: refused while anything is open; then nobody finds her, and the books stay."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.utils import timezone
from saleor.account.models import Address, User
from saleor.order.models import Order

from plugins.accounts.errors import StaffCannotClose
from plugins.accounts.public import account_close
from plugins.after_sales.rules.windows import Reason
from plugins.brand.models import Enterprise
from plugins.kernel import audit, outbox
from plugins.kernel.models import AuditEntry
from plugins.kernel.personal_data import DeletionHindered
from plugins.marketplace.models import Member
from plugins.orders.models import PlacedOrder
from plugins.privacy.selectors import deletion_outlook
from plugins.wechat.models import WechatIdentity
from plugins.wechat_pay.models import WechatPayment
from tests.unit.privacy.conftest import PERSONAL

#: Kept by law, or not a person's: what her deletion does not touch.
KEPT = {
    "django_session", "mall_kernel_auditentry", "django_migrations",
    "warehouse_warehouse", "account_user_groups",
}  # fmt: skip


def delete(user):
    account_close(user=user, actor=audit.actor_of(user), now=timezone.now())
    # The last mail to her address is owed until it is sent.
    outbox.deliver_due(now=timezone.now())


def everything_stored():
    """Yield (table, row as text) of the whole database."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in KEPT:
                cursor.execute(f'SELECT t::text FROM "{table}" AS t')
                for (row,) in cursor.fetchall():
                    yield table, row


def test_nothing_of_her_is_left_in_the_whole_database(finished, li, warehouse):
    shop_address = warehouse.address.pk

    delete(li)

    found = [
        (table, word)
        for table, row in everything_stored()
        for word in PERSONAL
        if word in row and not (table == "account_address" and row.startswith(f"({shop_address},"))
    ]
    # The fixture's own address, which belongs to nobody, is the only other trace.
    strays = Address.objects.filter(first_name="李晓梅").exclude(pk=shop_address)
    assert {table for table, _ in found} <= {"account_address"}
    assert not Order.objects.filter(shipping_address__in=strays).exists()
    assert not User.objects.filter(addresses__in=strays).exists()


def test_money_and_trade_stay(finished, li):
    before = PlacedOrder.objects.values().get(pk=finished.pk)

    delete(li)

    assert PlacedOrder.objects.values().get(pk=finished.pk) == before
    order = finished.order
    order.refresh_from_db()
    assert order.lines.count() == 2
    assert order.user_id == li.pk
    assert order.shipping_address.country_area == "湖北省"
    assert order.shipping_address.first_name == "已注销"
    assert WechatPayment.objects.get(order=order).state == "paid"


def test_her_logins_end_and_wechat_does_not_know_her(finished, li, client_of):
    client = client_of(li)

    delete(li)

    assert client.send("MyOrders", first=1).status_code == 401
    assert not WechatIdentity.objects.filter(user=li).exists()
    li.refresh_from_db()
    assert (li.is_active, li.has_usable_password()) == (False, False)
    assert li.email == f"erased-{li.pk}@erased.invalid"


def test_it_is_on_the_record(finished, li):
    delete(li)

    entry = AuditEntry.objects.get(action="accounts.user.closed")
    assert entry.actor == f"buyer:{li.pk}"
    assert not any(word in json.dumps(entry.details) for word in PERSONAL)


def hindered(user):
    with pytest.raises(DeletionHindered) as refusal:
        delete(user)
    user.refresh_from_db()
    assert user.is_active
    assert user.email == "li@example.com"
    assert deletion_outlook(user=user).hindrances
    return refusal.value.message_zh


def test_an_unpaid_order_stands_in_the_way(li, buy, mahua):
    placed = buy(li, (mahua, 1), pay=False)

    assert placed.number in hindered(li)


def test_a_paid_order_that_was_not_shipped_too(li, placed):
    assert placed.number in hindered(li)


def test_and_one_that_was_not_received(li, placed, ship):
    ship()

    assert "确认收货" in hindered(li)


def test_an_open_case_too(finished, li, ask, mahua):
    case = ask({mahua: 1}, reason=Reason.QUALITY)

    assert case.number in hindered(li)


def test_a_member_leaves_her_enterprise_first(li):
    enterprise = Enterprise.objects.create(
        slug="peach",
        name="保安桃业合作社",
        brand_name="保安桃",
        kind="household",
        town="保安镇",
        registered_at=timezone.now(),
    )
    Member.objects.create(enterprise=enterprise, user=li, roles=["owner"], joined_at=timezone.now())

    assert enterprise.name in hindered(li)


def test_staff_accounts_are_not_closed_here(operator_chen):
    with pytest.raises(StaffCannotClose):
        delete(operator_chen)


def test_she_is_told_beforehand(finished, li, client_of):
    outlook = client_of(li).data("MyDataDeletion")["myDataDeletion"]

    assert outlook["isPossible"] is True
    assert any("三年" in kept["zh"] for kept in outlook["kept"])
    assert any("ten years" in kept["en"] for kept in outlook["kept"])


def test_others_are_untouched(finished, li, buyer_zhou, daye_address):
    theirs = daye_address.get_copy()
    buyer_zhou.addresses.add(theirs)

    delete(li)

    buyer_zhou.refresh_from_db()
    assert buyer_zhou.is_active
    assert buyer_zhou.addresses.get().first_name == "李晓梅"
