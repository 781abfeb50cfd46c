"""Payments of a direct merchant, JSAPI and Native: open, query, close."""

from urllib.parse import quote

from .connection import Connection
from .errors import AnswerUnreadable
from .paysign import RequestPayment, request_payment
from .types import Prepay, Transaction


class PaymentClient(Connection):
    """A merchant's connection to WeChat Pay that takes payments."""

    def prepay_jsapi(self, prepay: Prepay) -> str:
        """Open an order at WeChat, or re-open the same one, and return its prepay id.

        The id is good for two hours. Calling again with equal values returns a
        new id for the same order.

        Raises:
            OutTradeNoUsed: the number stands for an order with other values.
            OrderPaid, OrderClosed: the order has ended.
            WeChatPayError: any other failure of the call.
        """
        return self._opened("jsapi", prepay, wanted="prepay_id")

    def prepay_native(self, prepay: Prepay) -> str:
        """Open an order that whoever scans the returned text as a QR code may pay.

        The code is good for two hours. Calling again with equal values returns a
        code for the same order; errors as for `prepay_jsapi`.
        """
        return self._opened("native", prepay, wanted="code_url")

    def _opened(self, kind: str, prepay: Prepay, *, wanted: str) -> str:
        answer = self._call(
            "POST",
            f"/v3/pay/transactions/{kind}",
            operation="prepay",
            body=prepay.as_body(appid=self.appid, mchid=self.mchid),
        )
        value = answer.get(wanted)
        if not isinstance(value, str) or not value:
            raise AnswerUnreadable(code="ANSWER_UNREADABLE", detail=f"{wanted} is missing")
        return value

    def request_payment(self, *, prepay_id: str, appid: str = "") -> RequestPayment:
        """Sign fresh parameters for the payment sheet; nothing is sent.

        Args:
            appid: the app of the prepay; empty: the client's own.
        """
        return request_payment(
            merchant=self._config.merchant,
            app_id=appid or self.appid,
            prepay_id=prepay_id,
            timestamp=self._now(),
            nonce=self._nonce(),
        )

    def query_by_out_trade_no(self, out_trade_no: str) -> Transaction:
        """Return the order under our own number.

        Raises:
            OrderNotExist: WeChat has none.
        """
        path = f"/v3/pay/transactions/out-trade-no/{quote(out_trade_no, safe='')}"
        return self._query(path)

    def query_by_transaction_id(self, transaction_id: str) -> Transaction:
        """Return the order under WeChat's number.

        Raises:
            OrderNotExist: WeChat has none.
        """
        path = f"/v3/pay/transactions/id/{quote(transaction_id, safe='')}"
        return self._query(path)

    def close_order(self, out_trade_no: str) -> None:
        """Close an unpaid order, so that it can never be paid.

        Raises:
            OrderPaid: too late, the buyer has paid.
            OrderClosed: it was closed before.
            OrderNotExist: it was never opened.
        """
        self._call(
            "POST",
            f"/v3/pay/transactions/out-trade-no/{quote(out_trade_no, safe='')}/close",
            operation="close",
            body={"mchid": self.mchid},
        )

    def _query(self, path: str) -> Transaction:
        answer = self._call("GET", f"{path}?mchid={quote(self.mchid, safe='')}", operation="query")
        return Transaction.from_payload(answer)
