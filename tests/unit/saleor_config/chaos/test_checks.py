"""Each check has to bite: books that are sound but for one thing."""

from collections import Counter
from dataclasses import replace

import pytest

from saleor_config.chaos.books import (
    Books,
    Loose,
    Order,
    Payment,
    Refund,
    Shelf,
    TheirPayment,
    TheirRefund,
)
from saleor_config.chaos.checks import CHECKS

GOODS, TOTAL, PART = 7, 1880, 300
ORDER = Order(
    index=0,
    order_id=1,
    number="2607010000000001",
    state="paid",
    total=TOTAL,
    paid=TOTAL,
    refunded=PART,
    ordered={GOODS: 2},
    shipped={GOODS: 2},
    shipment="reported",
    audits=Counter({"orders.order.placed": 1, "orders.order.paid": 1}),
)
PAYMENT = Payment(
    index=0,
    out_trade_no="p1",
    state="paid",
    fen=TOTAL,
    transaction_id="4200",
    payout="applied",
    captures=1,
    audits=1,
    applied=1,
)
REFUND = Refund(
    index=0, out_refund_no="r1", out_trade_no="p1", state="succeeded", fen=PART, returns=1
)
SHELF = Shelf(variant=GOODS, initial=10, on_hand=8, allocated=0)
THEIR_PAYMENT = TheirPayment("p1", "4200", TOTAL)
THEIR_REFUND = TheirRefund("r1", "p1", "SUCCESS", PART)
SOUND = Books(
    orders=[ORDER],
    payments=[PAYMENT],
    refunds=[REFUND],
    shelves=[SHELF],
    their_payments=[THEIR_PAYMENT],
    their_refunds=[THEIR_REFUND],
    promised={0: PART},
)


def broken(**rows) -> Books:
    return replace(SOUND, **rows)


def biting(books: Books) -> set[str]:
    return {check.find.__name__ for check in CHECKS if list(check.find(books))}


def test_sound_books_offend_nobody():
    assert biting(SOUND) == set()


@pytest.mark.parametrize(
    ("check", "books"),
    [
        ("ledgers_agree_on_payments", broken(their_payments=[])),
        ("ledgers_agree_on_payments", broken(payments=[])),
        ("ledgers_agree_on_payments", broken(payments=[replace(PAYMENT, state="closed")])),
        ("ledgers_agree_on_payments", broken(payments=[replace(PAYMENT, fen=TOTAL - 1)])),
        ("ledgers_agree_on_payments", broken(payments=[replace(PAYMENT, transaction_id="x")])),
        ("ledgers_agree_on_refunds", broken(their_refunds=[])),
        ("ledgers_agree_on_refunds", broken(refunds=[])),
        ("ledgers_agree_on_refunds", broken(refunds=[replace(REFUND, fen=PART + 1)])),
        ("ledgers_agree_on_refunds", broken(refunds=[replace(REFUND, state="processing")])),
        ("nobody_pays_twice", broken(payments=[PAYMENT, replace(PAYMENT, out_trade_no="p2")])),
        ("nobody_pays_twice", broken(promised={})),
        ("nobody_pays_twice", broken(refunds=[replace(REFUND, fen=TOTAL + 1)])),
        ("orders_know_their_money", broken(orders=[replace(ORDER, refunded=0)])),
        ("orders_know_their_money", broken(orders=[replace(ORDER, paid=0)])),
        ("stock_adds_up", broken(shelves=[replace(SHELF, on_hand=9)])),
        ("stock_adds_up", broken(shelves=[replace(SHELF, allocated=1)])),
        ("stock_adds_up", broken(orders=[replace(ORDER, allocated={GOODS: 1})])),
        ("stock_adds_up", broken(orders=[replace(ORDER, shipped={})])),
        ("paid_is_shipped_or_refunded", broken(orders=[replace(ORDER, shipped={})])),
        ("paid_is_shipped_or_refunded", broken(orders=[replace(ORDER, state="paid_late")])),
        ("paid_is_shipped_or_refunded", broken(orders=[replace(ORDER, state="cancelled")])),
        (
            "nothing_is_stuck",
            broken(orders=[replace(ORDER, state="awaiting_payment", overdue=True)]),
        ),
        ("nothing_is_stuck", broken(payments=[replace(PAYMENT, state="open")])),
        ("nothing_is_stuck", broken(refunds=[replace(REFUND, state="requested")])),
        ("nothing_is_stuck", broken(refunds=[replace(REFUND, state="closed")])),
        ("nothing_is_stuck", broken(loose=[Loose(0, "outbox")])),
        ("everything_happened_once", broken(payments=[replace(PAYMENT, captures=2)])),
        ("everything_happened_once", broken(payments=[replace(PAYMENT, audits=0)])),
        ("everything_happened_once", broken(payments=[replace(PAYMENT, applied=2)])),
        ("everything_happened_once", broken(refunds=[replace(REFUND, returns=2)])),
        ("everything_happened_once", broken(orders=[replace(ORDER, audits=Counter())])),
        ("everybody_was_served", broken(stranded=[0])),
        ("reconciliation_closes", broken(differences=[Loose(None, "missing")])),
    ],
)
def test_check_finds_what_it_is_for(check, books):
    assert check in biting(books)


def test_failed_refund_that_was_made_good_is_no_offence():
    failed = replace(REFUND, out_refund_no="r0", state="closed", retried=True, returns=0)
    theirs = TheirRefund("r0", "p1", "CLOSED", PART)

    books = broken(refunds=[failed, REFUND], their_refunds=[theirs, THEIR_REFUND])

    assert biting(books) == set()
