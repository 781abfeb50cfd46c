"""The real client against the simulator's bills, and a ledger filled by hand."""

from datetime import date, datetime

import pytest
from saleor.order.models import Order

from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.protocol.bill_files import BEIJING
from plugins.wechat_pay.protocol.bills import BillClient
from plugins.wechat_pay.protocol.client import ClientConfig

DAY = date(2025, 11, 20)
AFTERNOON = datetime(2025, 11, 20, 15, tzinfo=BEIJING)


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

    def paid(
        self, number: str, *, fen: int, hour: int = 9, goods: str = "金牛麻花", day: date = DAY
    ) -> str:
        transaction_id = f"4200{number:0>24}"
        at = datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING).timestamp()
        with self._world.ledger.write() as books:
            books.execute(
                "INSERT INTO orders (out_trade_no, parameters, description, attach, openid, total,"
                " notify_url, signed_with, created_at, pay_before, state, transaction_id,"
                " success_at) VALUES (?, '{}', ?, '', ?, ?, '', '', ?, ?, 'SUCCESS', ?, ?)",
                (number, goods, self._openid, fen, at, at, transaction_id, at),
            )
        return transaction_id

    def refunded(
        self, number: str, refund_number: str, *, fen: int, total: int, at: datetime = AFTERNOON
    ) -> str:
        refund_id = f"5000{refund_number:0>24}"
        accepted = at.timestamp()
        with self._world.ledger.write() as books:
            books.execute(
                "INSERT INTO refunds (out_refund_no, refund_id, out_trade_no, transaction_id,"
                " parameters, fen, total, reason, notify_url, signed_with, status, ends_as,"
                " created_at, settles_at)"
                " VALUES (?, ?, ?, ?, '{}', ?, ?, '', '', '', 'PROCESSING', 'SUCCESS', ?, ?)",
                (
                    refund_number,
                    refund_id,
                    number,
                    f"4200{number:0>24}",
                    fen,
                    total,
                    accepted,
                    accepted,
                ),
            )
        return refund_id


@pytest.fixture
def ledger_day(world, openid) -> LedgerDay:
    return LedgerDay(world, openid)


@pytest.fixture
def saleor_order(db) -> Order:
    return Order.objects.create(
        token="reconciled", currency="CNY", total_net_amount=0, total_gross_amount=0
    )


class Books:
    """Writes into our own books what the shop's services would have written."""

    def __init__(self, *, mchid: str, order: Order) -> None:
        self._mchid = mchid
        self._order = order

    def paid(
        self, number: str, *, fen: int, transaction_id: str, hour: int = 9, day: date = DAY
    ) -> WechatPayment:
        at = datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING)
        payment = self.payment(number, fen=fen, at=at)
        payment.state, payment.transaction_id, payment.paid_at = "paid", transaction_id, at
        payment.save()
        return payment

    def opened(self, number: str, *, fen: int) -> WechatPayment:
        at = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=BEIJING)
        payment = self.payment(number, fen=fen, at=at)
        payment.save()
        return payment

    def payment(self, number: str, *, fen: int, at: datetime) -> WechatPayment:
        return WechatPayment(
            order=self._order,
            out_trade_no=number,
            appid="wx1",
            mchid=self._mchid,
            openid="o1",
            description="金牛麻花",
            notify_url="http://127.0.0.1/",
            total_fen=fen,
            opened_at=at,
            pay_by=at,
            check_after=at,
        )

    def refunded(
        self,
        payment: WechatPayment,
        number: str,
        *,
        fen: int,
        refund_id: str | None,
        asked_at: datetime = AFTERNOON,
        finished_at: datetime | None = None,
    ) -> WechatRefund:
        state = "succeeded" if finished_at else "processing" if refund_id else "requested"
        return WechatRefund.objects.create(
            payment=payment,
            out_refund_no=number,
            key=number,
            fen=fen,
            reason="goodwill",
            reason_text="补偿",
            notify_url="http://127.0.0.1/",
            requested_by="staff:1",
            state=state,
            refund_id=refund_id,
            created_at=asked_at,
            # The shop asks again until the refund has ended.
            asked_at=finished_at or asked_at,
            finished_at=finished_at,
            check_after=asked_at,
        )


@pytest.fixture
def books(identity, saleor_order) -> Books:
    return Books(mchid=identity.mchid, order=saleor_order)
