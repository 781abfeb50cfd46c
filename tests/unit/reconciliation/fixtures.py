"""The real client against the simulator's bills, and a ledger filled by hand."""

from datetime import date, datetime

import pytest

from plugins.wechat_pay.protocol.bill_files import BEIJING
from plugins.wechat_pay.protocol.bills import BillClient
from plugins.wechat_pay.protocol.client import ClientConfig

DAY = date(2025, 11, 20)


@pytest.fixture
def bill_client(identity, merchant, transport, verifier, clock) -> BillClient:
    return BillClient(
        config=ClientConfig(
            appid=identity.appid,
            merchant=merchant,
            base_url="http://127.0.0.1",
            preferred_serial=identity.public_key_id,
        ),
        verifier=verifier,
        transport=transport,
        now=clock.whole,
        sleep=lambda _seconds: None,
    )


class LedgerDay:
    """Writes payments and refunds of 20 November 2025 into the simulator's books."""

    def __init__(self, world, openid: str) -> None:
        self._world = world
        self._openid = openid

    def paid(self, number: str, *, fen: int, hour: int = 9, goods: str = "金牛麻花") -> str:
        transaction_id = f"4200{number:0>24}"
        at = datetime(DAY.year, DAY.month, DAY.day, hour, tzinfo=BEIJING).timestamp()
        with self._world.ledger.write() as books:
            books.execute(
                "INSERT INTO orders (out_trade_no, parameters, description, attach, openid, total,"
                " notify_url, signed_with, created_at, pay_before, state, transaction_id,"
                " success_at) VALUES (?, '{}', ?, '', ?, ?, '', '', ?, ?, 'SUCCESS', ?, ?)",
                (number, goods, self._openid, fen, at, at, transaction_id, at),
            )
        return transaction_id

    def refunded(self, number: str, refund_number: str, *, fen: int, total: int) -> str:
        refund_id = f"5000{refund_number:0>24}"
        at = datetime(DAY.year, DAY.month, DAY.day, 15, tzinfo=BEIJING).timestamp()
        with self._world.ledger.write() as books:
            books.execute(
                "INSERT INTO refunds (out_refund_no, refund_id, out_trade_no, transaction_id,"
                " parameters, fen, total, reason, notify_url, signed_with, status, ends_as,"
                " created_at, settles_at)"
                " VALUES (?, ?, ?, ?, '{}', ?, ?, '', '', '', 'PROCESSING', 'SUCCESS', ?, ?)",
                (refund_number, refund_id, number, f"4200{number:0>24}", fen, total, at, at),
            )
        return refund_id


@pytest.fixture
def ledger_day(world, openid) -> LedgerDay:
    return LedgerDay(world, openid)
