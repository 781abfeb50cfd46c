"""WeChat Pay in memory: what the services' tests talk to.

It passes the same contract test as the real client against the simulator.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock

from plugins.wechat_pay.protocol.errors import (
    OrderClosed,
    OrderNotExist,
    OrderPaid,
    OutTradeNoUsed,
    RefundNotExist,
    RequestRefused,
    WeChatPayError,
)
from plugins.wechat_pay.protocol.paysign import RequestPayment
from plugins.wechat_pay.protocol.types import (
    Prepay,
    Refund,
    RefundRequest,
    RefundStatus,
    Transaction,
)


@dataclass
class Held:
    prepay: Prepay
    transaction: Transaction


class MemoryGateway:
    appid = "wx00000000000000aa"
    mchid = "1900000001"

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self.held: dict[str, Held] = {}
        self.refunds: dict[str, tuple[RefundRequest, Refund]] = {}
        self.calls: list[str] = []
        self._failures: list[tuple[str, WeChatPayError]] = []
        self._before: dict[str, Callable[[], object]] = {}
        self._lock = Lock()

    # What a test arranges

    def fail_next(self, call: str, error: WeChatPayError) -> None:
        self._failures.append((call, error))

    def just_before(self, call: str, action: Callable[[], object]) -> None:
        """Let something happen between our decision and WeChat's."""
        self._before[call] = action

    def pay(self, out_trade_no: str) -> Transaction:
        held = self.held[out_trade_no]
        assert held.transaction.trade_state == "NOTPAY"
        held.transaction = replace(
            held.transaction,
            trade_state="SUCCESS",
            transaction_id="42" + secrets.token_hex(12),
            success_time=datetime.fromtimestamp(self.now(), UTC),
            payer_openid=held.prepay.openid or "o-who-scanned",
        )
        return held.transaction

    def settle(self, out_refund_no: str, status: str = "SUCCESS") -> Refund:
        request, refund = self.refunds[out_refund_no]
        refund = replace(
            refund,
            status=RefundStatus(status),
            success_time=datetime.fromtimestamp(self.now(), UTC) if status == "SUCCESS" else None,
        )
        self.refunds[out_refund_no] = (request, refund)
        return refund

    def settle_all(self) -> None:
        for number, (_, refund) in list(self.refunds.items()):
            if refund.status is RefundStatus.PROCESSING:
                self.settle(number)

    @property
    def given_back_fen(self) -> int:
        """What buyers have in their hands again."""
        return sum(
            refund.refund_fen
            for _, refund in self.refunds.values()
            if refund.status is RefundStatus.SUCCESS
        )

    # What the services call

    def prepay_jsapi(self, prepay: Prepay) -> str:
        self._open(prepay)
        return f"wx{secrets.token_hex(16)}"

    def prepay_native(self, prepay: Prepay) -> str:
        self._open(prepay)
        return f"weixin://wxpay/bizpayurl?pr={secrets.token_urlsafe(7)}"

    def _open(self, prepay: Prepay) -> None:
        self._called("prepay")
        with self._lock:
            held = self.held.get(prepay.out_trade_no)
            if held is None:
                self.held[prepay.out_trade_no] = Held(prepay, self._unpaid(prepay))
            else:
                self._refuse_ended(held)
                if replace(held.prepay, expires_at=prepay.expires_at) != prepay:
                    raise OutTradeNoUsed(code="INVALID_REQUEST", http_status=400)

    def request_payment(self, *, prepay_id: str, appid: str = "") -> RequestPayment:
        return RequestPayment(
            app_id=appid or self.appid,
            time_stamp=str(int(self.now())),
            nonce_str=secrets.token_hex(16),
            package=f"prepay_id={prepay_id}",
            pay_sign="signed-in-memory",
        )

    def query_by_out_trade_no(self, out_trade_no: str) -> Transaction:
        self._called("query")
        return self._find(out_trade_no).transaction

    def close_order(self, out_trade_no: str) -> None:
        self._called("close")
        held = self._find(out_trade_no)
        self._refuse_ended(held)
        held.transaction = replace(held.transaction, trade_state="CLOSED")

    def refund(self, request: RefundRequest) -> Refund:
        self._called("refund")
        with self._lock:
            if request.out_refund_no not in self.refunds:
                self.refunds[request.out_refund_no] = (request, self._accepted(request))
            known, refund = self.refunds[request.out_refund_no]
        if known != request:
            raise RequestRefused(code="INVALID_REQUEST", http_status=400)
        self._called("refund answer")
        return refund

    def query_refund(self, out_refund_no: str) -> Refund:
        self._called("query_refund")
        if out_refund_no not in self.refunds:
            raise RefundNotExist(code="RESOURCE_NOT_EXISTS", http_status=404)
        return self.refunds[out_refund_no][1]

    def _accepted(self, request: RefundRequest) -> Refund:
        transaction = self._find(request.out_trade_no).transaction
        promised = sum(
            refund.refund_fen
            for _, refund in self.refunds.values()
            if refund.out_trade_no == request.out_trade_no
            and refund.status is not RefundStatus.CLOSED
        )
        too_much = promised + request.refund_fen > (transaction.total_fen or 0)
        if not transaction.is_paid or too_much or request.total_fen != transaction.total_fen:
            raise RequestRefused(code="INVALID_REQUEST", http_status=400)
        return Refund(
            out_refund_no=request.out_refund_no,
            refund_id="503" + secrets.token_hex(12),
            out_trade_no=request.out_trade_no,
            transaction_id=transaction.transaction_id,
            status=RefundStatus.PROCESSING,
            refund_fen=request.refund_fen,
            total_fen=request.total_fen,
        )

    def _unpaid(self, prepay: Prepay) -> Transaction:
        return Transaction(
            appid=prepay.appid or self.appid,
            mchid=self.mchid,
            trade_type="JSAPI" if prepay.openid else "NATIVE",
            out_trade_no=prepay.out_trade_no,
            trade_state="NOTPAY",
            total_fen=prepay.total_fen,
            currency="CNY",
        )

    def _find(self, out_trade_no: str) -> Held:
        if out_trade_no not in self.held:
            raise OrderNotExist(code="ORDER_NOT_EXIST", http_status=404)
        return self.held[out_trade_no]

    @staticmethod
    def _refuse_ended(held: Held) -> None:
        if held.transaction.trade_state == "CLOSED":
            raise OrderClosed(code="ORDER_CLOSED", http_status=400)
        if held.transaction.is_paid:
            raise OrderPaid(code="ORDERPAID", http_status=400)

    def _called(self, call: str) -> None:
        self.calls.append(call)
        action = self._before.pop(call, None)
        if action is not None:
            action()
        for index, (name, error) in enumerate(self._failures):
            if name == call:
                del self._failures[index]
                raise error
