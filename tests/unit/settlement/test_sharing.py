"""Enterprises are paid out of the buyer's payment, through the simulator and its bad days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.orders.public import order_refund_promise
from plugins.settlement.models import (
    LedgerEntry,
    ShareBill,
    SharePart,
    ShareReceiver,
    ShareReturn,
    Sharing,
)
from plugins.settlement.services.periods_close import periods_close_month
from plugins.settlement.services.receiver_register import receiver_register
from plugins.settlement.services.share_bill_compare import share_bill_compare
from plugins.settlement.services.sharing_sweep import share_bills_sweep, sharing_sweep
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.services.refunds_sync_open import refunds_sync_open
from plugins.wechat_pay.shares import WechatShares
from tests.unit.settlement.conftest import next_month
from tests.unit.settlement.sharing_fixtures import *  # noqa: F403
from tests.unit.settlement.sharing_fixtures import ACCOUNTS, owed_to, truth

pytestmark = pytest.mark.django_db
ROOM = 16420 * 30 // 100


def shared_fen() -> dict[str, int]:
    return dict(SharePart.objects.filter(state="succeeded").values_list("account", "fen"))


def promise(paid, fen, key="case-1", lines=None, now=None):
    order_refund_promise(
        order_id=paid.order_id,
        fen=fen,
        key=key,
        reason="after_sales",
        requested_by="staff:3",
        now=now or timezone.now(),
        lines=lines,
    )


def peach_line(paid) -> int:
    return paid.order.lines.get(product_name="保安狗血桃").pk


def test_switched_off_nothing_is_opened_for_sharing(
    settings, buy, buyer_li, mahua, client, openid, world, at
):
    from plugins.wechat_pay.services.payment_prepay import payment_prepay

    settings.WECHAT_PROFIT_SHARING = False
    placed = buy(buyer_li, (mahua, 1), pay=False)
    payment_prepay(number=placed.number, buyer=buyer_li, openid=openid, gateway=client, now=at())

    assert not WechatPayment.objects.get().is_shared
    row = world.ledger.row("SELECT parameters FROM orders")
    assert "profit_sharing" not in row["parameters"]


def test_share_is_what_is_owed_within_what_wechat_allows(shared, orchard, bakery, world, at):
    """30 % of 164.20 is divided by what each is owed; the rest is the bank's."""
    sharing = Sharing.objects.get()

    assert sharing.state == "finished"
    assert sum(shared_fen().values()) == ROOM
    assert truth(world) == shared_fen()
    assert WechatShares().room(reference=sharing.reference) == 0
    for enterprise, account in ((orchard, "orchard"), (bakery, "bakery")):
        entries = LedgerEntry.objects.filter(enterprise=enterprise)
        [entry] = entries.filter(kind="share")
        part = SharePart.objects.get(account=ACCOUNTS[account])
        assert (entry.fen, entry.key) == (-part.fen, sharing.number)
        assert part.provider_number
        whole = sum(entries.exclude(kind="share").values_list("fen", flat=True))
        assert owed_to(enterprise) == whole - part.fen > 0


def test_higher_ratio_pays_everything(
    shared_percent, settled, receivers, orchard, bakery, at, world
):
    sharing_sweep(now=at())

    assert Sharing.objects.get().state == "refused", "WeChat's own ratio is 30 %"
    assert owed_to(orchard) > 0
    assert truth(world) == {}


@pytest.fixture
def shared_percent(settings):
    """The shop believes in another ratio than WeChat agreed to, and is not told the room."""
    settings.WECHAT_PROFIT_SHARING_PERCENT = 90


@pytest.fixture(autouse=True)
def _room(request, monkeypatch):
    if "shared_percent" in request.fixturenames:
        monkeypatch.setattr(WechatShares, "room", lambda self, *, reference: 16000)


def test_without_receivers_the_money_is_let_go_for_the_bank(settled, world, orchard, at):
    sharing_sweep(now=at())
    sharing_sweep(now=at(minutes=5))

    sharing = Sharing.objects.get()
    assert (sharing.state, sharing.parts.count()) == ("finished", 0)
    assert world.ledger.row("SELECT thawed_at FROM orders")["thawed_at"]
    assert owed_to(orchard) > 0


@pytest.mark.parametrize("fault", ["call.timeout_after_accept", "call.system_error"])
def test_lost_answers_move_the_money_once(settled, receivers, world, at, fault):
    world.faults.arm(fault, operation="split", value=0 if "timeout" in fault else None, times=3)

    for _ in range(6):
        sharing_sweep(now=at(minutes=30))

    assert world.ledger.row("SELECT count(*) AS n FROM splits")["n"] == 1
    assert truth(world) == shared_fen()
    assert sum(shared_fen().values()) == ROOM
    assert LedgerEntry.objects.filter(kind="share").count() == 2


def test_slow_sharing_is_asked_about_until_it_is_final(settled, receivers, world, at):
    world.faults.arm("split.slow", value=3600)
    sharing_sweep(now=at())
    sharing_sweep(now=at(minutes=5))
    assert Sharing.objects.get().state == "sent"
    assert set(SharePart.objects.values_list("state", flat=True)) == {"pending"}

    for _ in range(4):
        sharing_sweep(now=at(hours=1))

    assert Sharing.objects.get().state == "finished"
    assert truth(world) == shared_fen()


def test_closed_receiver_is_owed_again_and_shown_to_finance(
    settled, receivers, world, at, orchard, bakery
):
    world.faults.arm("split.closed", operation="split")
    sharing_sweep(now=at())
    sharing_sweep(now=at(minutes=5))

    [failed] = SharePart.objects.filter(state="failed")
    assert failed.reason == "ACCOUNT_ABNORMAL"
    maker = failed.child_order.enterprise
    entries = LedgerEntry.objects.filter(enterprise=maker, kind__in=("share", "share_return"))
    assert sum(entries.values_list("fen", flat=True)) == 0
    assert truth(world) == shared_fen()
    assert len(shared_fen()) == 1


def test_second_sweep_plans_nothing_more(shared, at):
    sharing_sweep(now=at(hours=1))

    assert Sharing.objects.count() == 1
    assert LedgerEntry.objects.filter(kind="share").count() == 2


def test_open_refund_keeps_a_payment_from_being_shared(settled, receivers, at):
    promise(settled, 1000)

    sharing_sweep(now=at())

    assert not Sharing.objects.exists()


def test_what_a_statement_pays_is_not_shared(settled, receivers, at, orchard):
    LedgerEntry.objects.filter(enterprise=orchard).exists()
    later = next_month(timezone.now())
    periods_close_month(now=later, actor="staff:3")

    sharing_sweep(now=at())

    assert not SharePart.objects.exists()
    assert Sharing.objects.count() == 1


def refund(paid, client, world, at, fen, **named):
    promise(paid, fen, now=at(), **named)
    states = []
    for _ in range(6):
        refunds_sync_open(gateway=client, now=at(minutes=5))
        sharing_sweep(now=at(minutes=5))
        states.append(WechatRefund.objects.latest("pk").state)
    return states


def test_small_refund_takes_nothing_back(shared, client, world, at):
    """The orchard is still owed more than it got by sharing."""
    states = refund(shared, client, world, at, 4990, lines={peach_line(shared): 4990})

    assert states[-1] == "succeeded"
    assert not ShareReturn.objects.exists()


def test_whole_refund_waits_until_the_share_is_back(shared, client, world, at, orchard):
    whole = 9980
    before = shared_fen()[ACCOUNTS["orchard"]]

    promise(shared, whole, now=at(), lines={peach_line(shared): whole})
    refunds_sync_open(gateway=client, now=at())
    assert WechatRefund.objects.get().state == "requested"
    returned = ShareReturn.objects.get()
    assert returned.state == "sent"

    for _ in range(4):
        sharing_sweep(now=at(minutes=2))
        refunds_sync_open(gateway=client, now=at(minutes=2))

    returned.refresh_from_db()
    assert returned.state == "succeeded"
    assert WechatRefund.objects.get().state in ("processing", "succeeded")
    shipping_kept = orchard.child_orders.get().shipping_fen
    assert truth(world)[ACCOUNTS["orchard"]] == before - returned.fen == shipping_kept
    [entry] = LedgerEntry.objects.filter(kind="share_return")
    assert (entry.fen, entry.key) == (returned.fen, returned.number)


@pytest.mark.parametrize("fault", ["split_return.failed", "split_return.stuck"])
def test_buyer_is_refunded_though_the_enterprise_gives_nothing_back(
    shared, client, world, at, orchard, fault
):
    world.faults.arm(fault, operation="split_return")
    promise(shared, 9980, now=at(), lines={peach_line(shared): 9980})
    for _ in range(3):
        refunds_sync_open(gateway=client, now=at(minutes=3))
        sharing_sweep(now=at(minutes=3))
    if fault == "split_return.stuck":
        assert WechatRefund.objects.get().state == "requested"
        refunds_sync_open(gateway=client, now=at(hours=25))
    for _ in range(3):
        refunds_sync_open(gateway=client, now=at(hours=8))

    assert WechatRefund.objects.get().state == "succeeded"
    for _ in range(8):
        sharing_sweep(now=at(days=1))
    assert ShareReturn.objects.get().state == "failed"
    assert not LedgerEntry.objects.filter(kind="share_return").exists()


def test_lost_answer_to_a_return_takes_it_back_once(shared, client, world, at):
    world.faults.arm("call.timeout_after_accept", operation="split_return", value=0, times=2)

    states = refund(shared, client, world, at, 9980, lines={peach_line(shared): 9980})

    assert states[-1] == "succeeded"
    assert world.ledger.row("SELECT count(*) AS n FROM split_returns")["n"] == 1
    assert ShareReturn.objects.get().state == "succeeded"


def test_bill_agrees_with_the_books(shared, client, world, at):
    refund(shared, client, world, at, 9980, lines={peach_line(shared): 9980})
    day = timezone.localdate(at())

    bill = share_bill_compare(provider=WechatShares(), day=day, now=at())

    assert (bill.rows, bill.differences.count()) == (3, 0)
    assert bill.shared_fen == ROOM
    assert bill.returned_fen == ShareReturn.objects.get().fen


def test_bill_that_differs_is_listed_number_by_number(shared, at):
    part = SharePart.objects.first()
    day = timezone.localdate(at())

    class Altered(WechatShares):
        def bill(self, *, day):
            lines = super().bill(day=day)
            return [line for line in lines if line.account != part.account]

    bill = share_bill_compare(provider=Altered(), day=day, now=at())

    [difference] = bill.differences.all()
    assert (difference.number, difference.ours_fen, difference.theirs_fen) == (
        part.sharing.number,
        part.fen,
        None,
    )
    share_bill_compare(provider=WechatShares(), day=day, now=at())
    assert not ShareBill.objects.get().differences.exists()


def test_yesterdays_bill_is_compared_in_the_morning(shared, at):
    morning = timezone.localtime(at()) + timedelta(days=1)

    assert share_bills_sweep(now=morning.replace(hour=11)) == 1
    assert share_bills_sweep(now=morning.replace(hour=12)) == 0


def test_receiver_of_another_name_is_refused_with_the_reason(orchard, sharer, world, at):
    receiver_register(
        enterprise_id=orchard.pk, account=world.identity.mchid, actor="staff:3", now=at()
    )

    sharing_sweep(now=at())

    receiver = ShareReceiver.objects.get()
    assert receiver.state == "refused"
    assert "INVALID_REQUEST" in receiver.last_error


def test_database_keeps_what_was_asked_for(shared):
    part = SharePart.objects.first()
    for change in (
        lambda: Sharing.objects.update(paid_fen=1),
        lambda: SharePart.objects.filter(pk=part.pk).update(fen=1),
        lambda: SharePart.objects.filter(pk=part.pk).delete(),
        lambda: ShareReturn.objects.create(
            part=part,
            key="k",
            number="n",
            fen=part.fen + 1,
            planned_at=timezone.now(),
            check_after=timezone.now(),
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
