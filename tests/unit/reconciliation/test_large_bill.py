"""A day of many rows is read and matched as a stream; `make bench` times a full-sized one."""

import tracemalloc
from datetime import datetime, timedelta

import pytest

from plugins.reconciliation.services.fund_match import fund_match
from plugins.reconciliation.services.trade_match import trade_match
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.bill_files import BEIJING, read_fund_bill, read_trade_bill
from saleor_config.bench.bills import DAY, FEE, FEN, fund_lines, trade_lines

ROWS = 10_000
# A hundred thousand rows of this, beside the shop itself, stay below 300 MB.
BYTES_PER_ROW = 1000


def books_of(books, rows: int) -> None:
    at = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=BEIJING)
    for start in range(0, rows, 5000):
        batch = []
        for number in range(start, min(rows, start + 5000)):
            payment = books.payment(f"T{number:08d}", fen=FEN, at=at + timedelta(seconds=1))
            payment.state, payment.paid_at = "paid", at
            payment.transaction_id = str(42 * 10**20 + number)
            batch.append(payment)
        WechatPayment.objects.bulk_create(batch)


def match_day(mchid):
    trade = trade_match(
        rows=read_trade_bill(trade_lines(ROWS)),
        mchid=mchid,
        day=DAY,
        listed_earlier=lambda _numbers, _since: set(),
    )
    funds = fund_match(
        rows=read_fund_bill(fund_lines(ROWS)),
        trades=read_trade_bill(trade_lines(ROWS)),
        carried_in={},
        opening_expected=0,
        mchid=mchid,
    )
    return trade, funds


@pytest.mark.django_db
def test_many_rows_match_to_the_fen_and_the_one_missing_is_found(books, identity):
    books_of(books, ROWS)
    WechatPayment.objects.filter(out_trade_no="T00000007").update(total_fen=FEN + 1)

    trade, funds = match_day(identity.mchid)

    assert trade.totals.payments_fen == ROWS * FEN
    assert trade.totals.ours_payments_fen == ROWS * FEN + 1
    assert [(found.kind.value, found.reference) for found in trade.findings] == [
        ("amount_differs", "T00000007")
    ]
    assert (funds.rows, funds.net_fen, funds.findings) == (2 * ROWS, ROWS * (FEN - FEE), [])


@pytest.mark.django_db
def test_memory_grows_by_little_per_row(books, identity):
    books_of(books, ROWS)

    tracemalloc.start()
    match_day(identity.mchid)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < ROWS * BYTES_PER_ROW
