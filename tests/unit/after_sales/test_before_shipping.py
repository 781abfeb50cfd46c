"""Goods that have not left: refunded, free for others, and never shipped."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from saleor.discount.models import Voucher
from saleor.order.actions import create_fulfillments
from saleor.warehouse.models import Allocation, Stock

from plugins.after_sales import errors
from plugins.after_sales.models import Case, LineTally, OrderTally
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.services.case_withdraw import case_withdraw
from plugins.kernel.audit import history_of
from plugins.kernel.pictures import PictureNotFound
from plugins.kernel.transitions import MoveRefused
from plugins.orders.public import GoodsContested, NotShippable
from plugins.wechat_pay.models import WechatRefund
from tests.unit.after_sales.conftest import SELLER

pytestmark = pytest.mark.django_db


def allocated(variant, order):
    lines = order.order.lines.filter(variant=variant)
    rows = Allocation.objects.filter(order_line__in=lines)
    return sum(row.quantity_allocated for row in rows)


def in_stock(variant):
    return Stock.objects.get(product_variant=variant).quantity


def test_one_unit_goes_back_and_is_for_sale_again(placed, mahua, ask, approve, settle, wechat):
    case = ask({mahua: 1})

    approve(case)
    settle()

    case.refresh_from_db()
    placed.refresh_from_db()
    assert (case.state, case.fen, case.shipping_fen) == ("refunded", 1880, 0)
    assert wechat.given_back_fen == placed.refunded_fen == 1880
    assert placed.state == "paid"
    assert (allocated(mahua, placed), in_stock(mahua)) == (2, 50)
    tally = LineTally.objects.get(order_line__variant=mahua)
    assert (tally.returned_quantity, tally.returned_fen) == (1, 1880)
    assert [entry.actor for entry in history_of(case)] == [
        f"buyer:{placed.buyer_id}",
        SELLER,
        "system:after_sales",
    ]


def test_refunded_units_stay_here_when_the_rest_is_shipped(
    placed, mahua, peach, ask, approve, settle, ship
):
    approve(ask({mahua: 1}))
    settle()

    ship()

    lines = dict(placed.order.lines.values_list("variant", "quantity_fulfilled"))
    assert lines == {mahua.pk: 2, peach.pk: 2}
    assert (in_stock(mahua), allocated(mahua, placed)) == (48, 0)
    ship()
    assert placed.order.fulfillments.count() == 1


def test_line_refunded_whole_is_not_shipped(placed, mahua, peach, ask, approve, ship):
    approve(ask({peach: 2}, reason=Reason.CHANGED_MIND))

    ship()

    assert dict(placed.order.lines.values_list("variant", "quantity_fulfilled")) == {
        mahua.pk: 3,
        peach.pk: 0,
    }
    assert (in_stock(peach), allocated(peach, placed)) == (50, 0)


def test_order_without_goods_left_is_not_shipped(placed, mahua, peach, ask, approve, ship):
    first, second = ask({mahua: 3}), ask({peach: 2})
    approve(first)
    approve(second)

    with pytest.raises(NotShippable):
        ship()

    assert not placed.order.fulfillments.exists()


def test_order_waits_while_the_seller_has_not_answered(placed, mahua, ask, ship, refuse):
    case = ask({mahua: 1})

    with pytest.raises(GoodsContested):
        ship()
    assert not placed.order.fulfillments.exists()

    refuse(case)
    ship()
    assert placed.order.lines.get(variant=mahua).quantity_fulfilled == 3


def test_engines_own_fulfilment_cannot_pass_a_case(placed, mahua, warehouse, ask, approve):
    case = ask({mahua: 1})
    line = placed.order.lines.get(variant=mahua)

    def fulfil(quantity):
        lines = {warehouse.pk: [{"order_line": line, "quantity": quantity}]}
        create_fulfillments(None, placed.order, lines, notify_customer=False)

    with pytest.raises(ValidationError, match="售后申请"):
        fulfil(2)
    approve(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        fulfil(3)
    line.refresh_from_db()
    assert (line.quantity_fulfilled, in_stock(mahua)) == (0, 50)
    fulfil(2)
    assert placed.order.fulfillments.count() == 1


def test_whole_order_gives_money_shipping_goods_and_voucher_back(
    buy, buyer_li, mahua, ask, approve, settle, wechat
):
    voucher = Voucher.objects.create(
        code="TEN",
        type="entire_order",
        discount_value_type="fixed",
        discount_value=Decimal(10),
        currency="CNY",
        usage_limit=5,
        start_date=timezone.now() - timedelta(days=1),
    )
    order = buy(buyer_li, (mahua, 2), voucher=voucher, discount="10.00")
    voucher.refresh_from_db()
    assert (order.total_fen, voucher.used) == (3560, 1)

    case = ask({mahua: 2}, order=order)
    approve(case)
    settle()

    case.refresh_from_db()
    order.refresh_from_db()
    voucher.refresh_from_db()
    assert (case.fen, case.shipping_fen, wechat.given_back_fen) == (3560, 800, 3560)
    assert (order.state, voucher.used) == ("refunded", 0)
    assert (in_stock(mahua), allocated(mahua, order)) == (50, 0)


def test_parts_share_the_voucher_and_it_stays_used_until_all_is_back(
    buy, buyer_li, mahua, peach, ask, approve, settle
):
    voucher = Voucher.objects.create(
        code="TEN",
        type="entire_order",
        discount_value_type="fixed",
        discount_value=Decimal(10),
        currency="CNY",
        usage_limit=5,
        start_date=timezone.now() - timedelta(days=1),
    )
    order = buy(buyer_li, (mahua, 3), (peach, 1), voucher=voucher, discount="10.00")

    fens = []
    for units in ({mahua: 1}, {peach: 1}, {mahua: 1}):
        case = ask(units, order=order)
        approve(case)
        settle()
        fens.append(case.fen)
    voucher.refresh_from_db()
    assert voucher.used == 1
    last = ask({mahua: 1}, order=order)
    approve(last)
    settle()

    # 56.40 and 49.90 share the ten yuan as 5.31 and 4.69.
    assert fens == [1703, 4521, 1703]
    assert (last.fen, last.shipping_fen) == (1703 + 800, 800)
    order.refresh_from_db()
    voucher.refresh_from_db()
    assert (order.state, order.refunded_fen, voucher.used) == ("refunded", order.total_fen, 0)
    assert (allocated(mahua, order), allocated(peach, order)) == (0, 0)


def test_shipping_voucher_means_that_no_shipping_goes_back(buy, buyer_li, mahua, ask):
    voucher = Voucher.objects.create(
        code="FREESHIP",
        type="shipping",
        discount_value_type="percentage",
        discount_value=Decimal(100),
        currency="CNY",
        start_date=timezone.now() - timedelta(days=1),
    )
    order = buy(buyer_li, (mahua, 1), voucher=voucher, discount="8.00")

    case = ask({mahua: 1}, order=order)

    assert (order.total_fen, case.fen, case.shipping_fen) == (1880, 1880, 0)


def test_shipping_counts_only_once_the_other_goods_are_decided(
    placed, buyer_li, mahua, peach, ask, approve, settle
):
    first, second = ask({mahua: 3}), ask({peach: 2})
    assert (first.shipping_fen, second.shipping_fen) == (0, 0)
    approve(first)
    approve(second)
    settle()

    rest = ask({})
    approve(rest)
    settle()

    placed.refresh_from_db()
    assert (rest.fen, placed.state, placed.refunded_fen) == (800, "refunded", 16420)
    with pytest.raises(errors.OrderNotRefundable):
        ask({})


def test_shipping_alone_is_refused_while_goods_stay(placed, ask):
    with pytest.raises(errors.NothingLeft):
        ask({})
    assert Case.objects.count() == OrderTally.objects.count() == 0


def test_withdrawn_units_can_be_asked_for_again_at_the_same_price(buyer_li, mahua, ask, ship):
    case = ask({mahua: 3})

    case_withdraw(number=case.number, buyer=buyer_li, now=timezone.now())

    assert LineTally.objects.get(order_line__variant=mahua).returned_fen == 0
    assert ask({mahua: 3}).fen == case.fen == 5640


def test_units_are_not_asked_for_twice(mahua, ask):
    ask({mahua: 2})

    with pytest.raises(errors.QuantityTooMany, match="还能申请 1 件"):
        ask({mahua: 2})
    assert Case.objects.count() == 1


def test_same_form_opens_one_case(mahua, ask):
    first, again = ask({mahua: 1}, key="form-of-li"), ask({mahua: 1}, key="form-of-li")

    assert first.pk == again.pk
    with pytest.raises(errors.KeyReused):
        ask({mahua: 2}, key="form-of-li")
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"kind": Kind.RETURN_AND_REFUND}, errors.NothingToReturn),
        ({"key": "short"}, errors.KeyInvalid),
        ({"description": "长" * 501}, errors.TextInvalid),
        ({"pictures": [str(n) for n in range(7)]}, errors.PicturesTooMany),
        ({"pictures": ["0" * 32]}, PictureNotFound),
    ],
)
def test_what_cannot_be_used_changes_nothing(placed, mahua, ask, change, error):
    with pytest.raises(error):
        ask({mahua: 1}, **change)

    assert Case.objects.count() == 0


def test_unpaid_and_cancelled_orders_have_nothing_to_refund(buy, buyer_li, mahua, ask):
    order = buy(buyer_li, (mahua, 1), pay=False)

    with pytest.raises(errors.OrderNotRefundable):
        ask({mahua: 1}, order=order)


def test_promise_stands_when_the_seller_says_yes_twice(mahua, ask, approve):
    case = ask({mahua: 1})
    approve(case)

    with pytest.raises(MoveRefused):
        approve(case)
    assert WechatRefund.objects.count() == 1


def test_default_yes_comes_after_48_hours(mahua, ask, settle):
    case = ask({mahua: 1}, now=timezone.now() - timedelta(hours=48))

    counts = settle()

    case.refresh_from_db()
    assert (counts["defaulted"], case.state, case.answered_by) == (
        1,
        "refunding",
        "system:after_sales",
    )
    settle()
    case.refresh_from_db()
    assert case.state == "refunded"
