"""Real threads against the real database."""

from __future__ import annotations

import pytest
from django.utils import timezone
from saleor.warehouse.models import Stock

from plugins.after_sales.errors import KeyReused, QuantityTooMany
from plugins.after_sales.models import Case, LineTally
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.rules.wishes import Wish
from plugins.after_sales.services.case_answer import case_approve
from plugins.after_sales.services.case_request import case_request
from plugins.after_sales.services.case_withdraw import case_withdraw
from plugins.after_sales.services.cases_sweep import cases_sweep
from plugins.kernel.transitions import MoveRefused
from plugins.orders.public import GoodsContested
from plugins.shipments.public import Method, shipment_make
from plugins.wechat_pay.models import WechatRefund
from plugins.wechat_pay.services.refunds_sync_open import refunds_sync_open
from tests.concurrency.test_order_place_races import race
from tests.unit.after_sales.conftest import SELLER, ZTO

pytestmark = pytest.mark.django_db(transaction=True)


def asking(placed, buyer, line, units, key):
    return lambda: case_request(
        order_number=placed.number,
        buyer=buyer,
        idempotency_key=key,
        wish=Wish(Kind.REFUND_ONLY, Reason.CHANGED_MIND, {line.pk: units}),
        now=timezone.now(),
    )


def shipping(placed):
    return lambda: shipment_make(
        number=placed.number,
        method=Method.EXPRESS,
        labels=[ZTO],
        actor="staff:3",
        now=timezone.now(),
    )


def approving(case):
    return lambda: case_approve(case_id=case.pk, actor=SELLER, now=timezone.now())


def errors_in(results):
    return [type(result) for result in results if isinstance(result, Exception)]


def test_last_unit_goes_to_one_of_many_requests(placed, buyer_li, line_of, mahua):
    line = line_of(mahua)

    results = race(*[asking(placed, buyer_li, line, 2, f"form-{n:04}") for n in range(6)])

    assert errors_in(results) == [QuantityTooMany] * 5
    tally = LineTally.objects.get(order_line=line)
    assert (Case.objects.count(), tally.returned_quantity, tally.returned_fen) == (1, 2, 3760)


def test_form_sent_many_times_at_once_opens_one_case(placed, buyer_li, line_of, mahua):
    results = race(*[asking(placed, buyer_li, line_of(mahua), 1, "form-of-li")] * 6)

    assert errors_in(results) == []
    assert {case.pk for case in results} == {Case.objects.get().pk}


def test_key_sent_for_two_orders_at_once_belongs_to_one(buy, buyer_li, mahua):
    first, second = buy(buyer_li, (mahua, 1)), buy(buyer_li, (mahua, 1))

    results = race(
        *[
            asking(order, buyer_li, order.order.lines.get(), 1, "form-of-li")
            for order in (first, second)
        ]
    )

    assert errors_in(results) == [KeyReused]
    assert Case.objects.count() == 1


def test_request_and_shipping_at_once_never_both_have_the_goods(buy, buyer_li, mahua, placed):
    outcomes = set()
    for turn in range(6):
        order = buy(buyer_li, (mahua, 1))
        line = order.order.lines.get()

        asked, sent = race(asking(order, buyer_li, line, 1, f"form-race-{turn}"), shipping(order))

        line.refresh_from_db()
        if isinstance(sent, GoodsContested):
            outcomes.add("asked first")
            assert (line.quantity_fulfilled, asked.is_shipped) == (0, False)
        else:
            # Shipped first: without a reason, shipped goods have to come back.
            outcomes.add("shipped first")
            assert line.quantity_fulfilled == 1
            assert type(asked).__name__ == "MustReturn"
    assert outcomes


def test_yes_and_shipping_at_once_keep_what_is_refunded(placed, mahua, ask, line_of):
    case = ask({mahua: 1})

    race(approving(case), shipping(placed))
    case.refresh_from_db()
    assert case.state == "refunding"
    shipping(placed)()

    line = line_of(mahua)
    assert line.quantity_fulfilled == 2
    assert Stock.objects.get(product_variant=mahua).quantity == 48


def test_yes_no_and_withdrawal_at_once_end_one_way(placed, buyer_li, mahua, ask):
    case = ask({mahua: 1})

    results = race(
        *[approving(case)] * 3,
        lambda: case_withdraw(number=case.number, buyer=buyer_li, now=timezone.now()),
    )

    assert errors_in(results) == [MoveRefused] * 3
    case.refresh_from_db()
    tally = LineTally.objects.get(order_line__variant=mahua)
    expected = {"refunding": (1, 1), "withdrawn": (0, 0)}
    assert (WechatRefund.objects.count(), tally.returned_quantity) == expected[case.state]


def test_sweeps_refunds_and_new_requests_do_not_wait_for_each_other(
    placed, buyer_li, mahua, peach, ask, line_of, wechat
):
    first, second = ask({mahua: 1}), ask({peach: 1})
    approving(first)()
    now = timezone.now()
    refunds_sync_open(gateway=wechat, now=now)
    wechat.settle_all()
    WechatRefund.objects.update(check_after=now)

    results = race(
        lambda: refunds_sync_open(gateway=wechat, now=timezone.now()),
        approving(second),
        lambda: cases_sweep(now=timezone.now()),
        lambda: cases_sweep(now=timezone.now()),
        asking(placed, buyer_li, line_of(mahua), 1, "form-more"),
    )

    assert errors_in(results) == []
    cases_sweep(now=timezone.now())
    first.refresh_from_db()
    placed.refresh_from_db()
    assert (first.state, placed.refunded_fen) == ("refunded", 1880)
