"""A day of many rows is read and matched as a stream."""

from datetime import datetime, timedelta

import pytest

from plugins.reconciliation.services.trade_match import trade_match
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.bill_files import BEIJING, read_trade_bill
from tests.unit.reconciliation.fixtures import DAY

ROWS = 10_000
HEADER = (
    "\ufeff交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,应结订单金额,"
    "微信退款单号,商户退款单号,退款金额,退款状态,商品名称,手续费,费率,订单金额,申请退款金额"
)
FEN = 6960


def bill_lines(rows: int):
    """Generate a bill of equal sales; nothing of it is kept."""
    yield HEADER
    for number in range(rows):
        yield (
            f"`{DAY} 09:00:00,`wx1,`19,`{42 * 10**20 + number},`T{number:08d},`SUCCESS,`69.60,"
            "`0,`0,`0.00,`,`金牛麻花,`0.42000,`0.60%,`69.60,`0.00"
        )
    yield "总交易单数,订单总金额,手续费总金额"
    yield f"`{rows},`{rows * FEN / 100:.2f},`{rows * 42 / 100:.2f}"


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


@pytest.mark.django_db
def test_many_rows_match_to_the_fen_and_the_one_missing_is_found(books, identity):
    books_of(books, ROWS)
    WechatPayment.objects.filter(out_trade_no="T00000007").update(total_fen=FEN + 1)

    match = trade_match(rows=read_trade_bill(bill_lines(ROWS)), mchid=identity.mchid, day=DAY)

    assert match.totals.payments_fen == ROWS * FEN
    assert match.totals.ours_payments_fen == ROWS * FEN + 1
    assert [(found.kind.value, found.reference) for found in match.findings] == [
        ("amount_differs", "T00000007")
    ]
