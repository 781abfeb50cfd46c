"""Refunds of a direct merchant: ask, and ask how they stand."""

from urllib.parse import quote

from .connection import Connection
from .errors import OrderNotExist, RefundNotExist
from .types import Refund, RefundRequest


class RefundClient(Connection):
    """A merchant's connection to WeChat Pay that gives money back."""

    def refund(self, request: RefundRequest) -> Refund:
        """Ask for money to be given back, or how the same refund stands.

        Accepted is not done: `PROCESSING` is the usual answer.

        Raises:
            NotEnough: the merchant's account holds too little.
            RequestRefused: changed values, more than was paid, or too late.
            WeChatPayError: any other failure; repeat with equal values.
        """
        answer = self._call(
            "POST", "/v3/refund/domestic/refunds", operation="refund", body=request.as_body()
        )
        return Refund.from_payload(answer)

    def query_refund(self, out_refund_no: str) -> Refund:
        """Return the refund under our own number.

        Raises:
            RefundNotExist: WeChat has none.
        """
        path = f"/v3/refund/domestic/refunds/{quote(out_refund_no, safe='')}"
        try:
            answer = self._call("GET", path, operation="refund_query")
        except OrderNotExist as unknown:
            # WeChat says RESOURCE_NOT_EXISTS of orders and refunds alike.
            raise RefundNotExist(
                code=unknown.code, detail=unknown.detail, http_status=unknown.http_status
            ) from unknown
        return Refund.from_payload(answer)
