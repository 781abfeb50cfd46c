"""A day of many rows is read and matched as a stream; `make bench` times a full-sized one."""

import tracemalloc
from datetime import datetime, timedelta

import pytest

from plugins.reconciliation.services.fund_match import fund_match
from plugins.reconciliation.services.trade_match import trade_match
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.bill_files import BEIJING, read_fund_bill, read_trade_bill
from tests.unit.reconciliation.fixtures import DAY

ROWS = 10_000
# A hundred thousand rows of this, beside the shop itself, stay below 300 MB.
BYTES_PER_ROW = 1000
TRADE_HEADER = (
    "\ufeff交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,应结订单金额,"
    "微信退款单号,商户退款单号,退款金额,退款状态,商品名称,手续费,费率,订单金额,申请退款金额"
)
FUND_HEADER = (
    "\ufeff记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),"
    "账户结余(元),资金变更提交申请人,备注,业务凭证号"
)
FEN, FEE = 6960, 42


def trade_lines(rows: int):
    """Generate a bill of equal sales; nothing of it is kept."""
    yield TRADE_HEADER
    for number in range(rows):
        yield (
            f"`{DAY} 09:00:00,`wx1,`19,`{42 * 10**20 + number},`T{number:08d},`SUCCESS,`69.60,"
            "`0,`0,`0.00,`,`金牛麻花,`0.42000,`0.60%,`69.60,`0.00"
        )
    yield "总交易单数,订单总金额,手续费总金额"
    yield f"`{rows},`{rows * FEN / 100:.2f},`{rows * FEE / 100:.2f}"


def fund_lines(rows: int):
    """Generate the movements of these sales: money in, fee out."""
    yield FUND_HEADER
    balance = 0
    for number in range(rows):
        for business, way, fen in (("交易", "收入", FEN), ("扣除交易手续费", "支出", -FEE)):
            balance += fen
            yield (
                f"`{DAY} 09:00:00,`{42 * 10**20 + number},`{business}{number},`{business},"
                f"`{business},`{way},`{abs(fen) / 100:.2f},`{balance / 100:.2f},`system,`,`T{number}"
            )
    yield "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"
    yield f"`{2 * rows},`{rows},`{rows * FEN / 100:.2f},`{rows},`{rows * FEE / 100:.2f}"


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
