import io

import pytest

from plugins.wechat_pay.protocol.bill_files import read_fund_bill, read_trade_bill
from plugins.wechat_pay.protocol.bills import (
    BillDamaged,
    BillKind,
    BillLocation,
    NoStatement,
    StatementCreating,
)
from plugins.wechat_pay.protocol.errors import AnswerUnreadable, TransportFault
from tests.unit.reconciliation.fixtures import DAY


def fetched(client, kind=BillKind.TRADE) -> list[str]:
    file = io.BytesIO()
    client.bill_download(location=client.bill_locate(kind=kind, day=DAY), into=file)
    return file.getvalue().decode().splitlines()


def test_day_of_the_ledger_comes_back_as_a_proven_bill(bill_client, ledger_day):
    ledger_day.paid("T00001", fen=6960, goods="桃, 两斤")
    ledger_day.refunded("T00001", "R00001", fen=1000, total=6960)

    sale, refund = read_trade_bill(fetched(bill_client))
    funds = list(read_fund_bill(fetched(bill_client, BillKind.FUNDS)))

    assert (sale.out_trade_no, sale.total_fen, sale.fee_fen) == ("T00001", 6960, 42)
    assert (refund.out_refund_no, refund.refund_fen, refund.fee_fen) == ("R00001", 1000, -6)
    assert sum(row.amount_fen if row.is_income else -row.amount_fen for row in funds) == 5924


def test_day_without_trade_has_no_bill(bill_client):
    with pytest.raises(NoStatement) as ended:
        bill_client.bill_locate(kind=BillKind.TRADE, day=DAY)

    assert ended.value.permanent


def test_bill_in_the_making_may_be_asked_for_again(bill_client, ledger_day, world):
    ledger_day.paid("T00001", fen=100)
    world.faults.arm("bill.creating")

    with pytest.raises(StatementCreating) as ended:
        bill_client.bill_locate(kind=BillKind.TRADE, day=DAY)

    assert not ended.value.permanent
    assert fetched(bill_client)


def test_bytes_that_were_not_announced_are_refused(bill_client, ledger_day, world):
    ledger_day.paid("T00001", fen=100)
    world.faults.arm("bill.wrong_hash")

    with pytest.raises(BillDamaged, match="SHA-1"):
        fetched(bill_client)


def test_lapsed_address_says_so(bill_client, ledger_day, clock):
    ledger_day.paid("T00001", fen=100)
    location = bill_client.bill_locate(kind=BillKind.TRADE, day=DAY)
    clock.forward(301)

    with pytest.raises(TransportFault) as ended:
        bill_client.bill_download(location=location, into=io.BytesIO())

    assert ended.value.http_status == 400


def test_signed_question_is_not_sent_over_a_weaker_channel(bill_client):
    location = BillLocation(url="ftp://127.0.0.1/bill", sha1="0" * 40)

    with pytest.raises(AnswerUnreadable):
        bill_client.bill_download(location=location, into=io.BytesIO())
