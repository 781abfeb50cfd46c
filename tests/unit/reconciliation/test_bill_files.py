from decimal import Decimal

import pytest

from plugins.wechat_pay.protocol.bill_files import (
    BillUnreadable,
    read_fund_bill,
    read_trade_bill,
    yuan_to_fen,
)

OLD_HEADER = (
    "\ufeff交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,总金额,"
    "微信退款单号,商户退款单号,退款金额,退款状态,商品名称,手续费,费率"
)
OLD_SALE = (
    "`2025-11-20 09:00:00,`wx1,`1900000001,`42001,`T1,`SUCCESS,`12.30,"
    "`0,`0,`0.00,`,`麻花,大份, 2件,`0.07000,`0.60%"
)
OLD_REFUND = (
    "`2025-11-20 10:00:00,`wx1,`1900000001,`42001,`T1,`REFUND,`0.00,"
    "`50001,`R1,`2.30,`PROCESSING,`麻花,`-0.01000,`0.60%"
)


def bill(*rows: str, sums: str) -> list[str]:
    return [f"{line}\r\n" for line in (OLD_HEADER, *rows, "总交易单数,总金额,手续费总金额", sums)]


def test_older_columns_and_commas_in_names_are_read():
    sale, refund = read_trade_bill(bill(OLD_SALE, OLD_REFUND, sums="`2,`12.30,`0.06"))

    assert (sale.out_trade_no, sale.total_fen, sale.fee_fen) == ("T1", 1230, 7)
    assert sale.at.isoformat() == "2025-11-20T09:00:00+08:00"
    assert sale.fee_rate == Decimal("0.006")
    assert not sale.is_refund
    assert (refund.out_refund_no, refund.refund_fen, refund.fee_fen) == ("R1", 230, -1)
    assert refund.is_refund


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (bill(OLD_SALE, sums="`2,`12.30,`0.07"), "总交易单数"),
        (bill(OLD_SALE, sums="`1,`12.30,`0.08"), "手续费总金额"),
        (bill(OLD_SALE, sums="`1,`12.30,`0.07")[:2], "cut short"),
        (bill("`2025-11-20 09:00:00,`wx1", sums="`1,`0,`0"), "2 values under 14 headers"),
        (bill(OLD_SALE.replace("12.30", "12.305"), sums="`1,`12.30,`0.07"), "no amount"),
        (bill(OLD_SALE.replace("09:00:00", "morning"), sums="`1,`12.30,`0.07"), "no time"),
    ],
)
def test_damaged_bill_is_refused(lines, reason):
    with pytest.raises(BillUnreadable, match=reason):
        list(read_trade_bill(lines))


def test_fund_bill_is_read_and_its_sums_are_checked():
    header = (
        "\ufeff记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),"
        "账户结余(元),资金变更提交申请人,备注,业务凭证号"
    )
    rows = [
        "`2025-11-20 09:00:00,`42001,`1,`交易,`交易,`收入,`12.30,`12.30,`system,`,`T1",
        "`2025-11-20 09:00:00,`42001,`2,`手续费,`手续费,`支出,`0.07,`12.23,`system,`,`T1",
    ]
    sums_header = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"

    read = list(read_fund_bill([header, *rows, sums_header, "`2.0,`1.0,`12.30,`1.0,`0.07"]))

    assert [(row.business, row.is_income, row.amount_fen) for row in read] == [
        ("交易", True, 1230),
        ("手续费", False, 7),
    ]
    with pytest.raises(BillUnreadable, match="支出金额"):
        list(read_fund_bill([header, *rows, sums_header, "`2,`1,`12.30,`1,`0.08"]))


@pytest.mark.parametrize("text", ["", "NaN", "1.001", "一元"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(BillUnreadable):
        yuan_to_fen(text)
