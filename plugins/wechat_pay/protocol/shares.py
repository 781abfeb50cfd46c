"""Profit sharing of a direct merchant: receivers, sharing, unfreezing, giving back.

Accepted is never done: WeChat answers PROCESSING and has to be asked again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from .bills import BillClient, BillKind, BillLocation
from .errors import AnswerUnreadable, OrderNotExist, RequestRefused
from .types import read_fen, read_moment, read_text

MERCHANT = "MERCHANT_ID"
#: The enterprises whose goods the shop sells.
SUPPLIER = "SUPPLIER"
DESCRIPTION_LONGEST = 80


class SharingState(StrEnum):
    PROCESSING = "PROCESSING"
    FINISHED = "FINISHED"


class PartResult(StrEnum):
    """What became of one receiver's part, or of a return."""

    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    SUCCESS = "SUCCESS"
    CLOSED = "CLOSED"
    FAILED = "FAILED"


class SharingNotExist(RequestRefused):
    """WeChat has no sharing or return under this number."""


@dataclass(frozen=True, slots=True)
class SharePart:
    """One receiver's part as WeChat knows it; fen."""

    account: str
    fen: int
    result: PartResult
    detail_id: str
    fail_reason: str
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sharing:
    """A request to share as WeChat knows it."""

    out_order_no: str
    order_id: str
    state: SharingState
    parts: tuple[SharePart, ...]

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Sharing":
        given = payload.get("receivers") or []
        if not isinstance(given, list):
            raise AnswerUnreadable(code="ANSWER_UNREADABLE", detail="receivers is no list")
        return cls(
            out_order_no=read_text(payload, "out_order_no", required=True),
            order_id=read_text(payload, "order_id", required=True),
            state=_known(SharingState, read_text(payload, "state", required=True)),
            parts=tuple(_part(one) for one in given),
        )


@dataclass(frozen=True, slots=True)
class ShareReturn:
    """Money that a receiver gives back, as WeChat knows it; fen."""

    out_return_no: str
    return_id: str
    account: str
    fen: int
    result: PartResult
    fail_reason: str
    finished_at: datetime | None

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "ShareReturn":
        return cls(
            out_return_no=read_text(payload, "out_return_no", required=True),
            return_id=read_text(payload, "return_id"),
            account=read_text(payload, "return_mchid", required=True),
            fen=_promised_fen(payload),
            result=_known(PartResult, read_text(payload, "result", required=True)),
            fail_reason=read_text(payload, "fail_reason"),
            finished_at=read_moment(payload, "finish_time"),
        )


def _part(given: object) -> SharePart:
    if not isinstance(given, dict):
        raise AnswerUnreadable(code="ANSWER_UNREADABLE", detail="a receiver is no object")
    return SharePart(
        account=read_text(given, "account", required=True),
        fen=_promised_fen(given),
        result=_known(PartResult, read_text(given, "result", required=True)),
        detail_id=read_text(given, "detail_id"),
        fail_reason=read_text(given, "fail_reason"),
        finished_at=read_moment(given, "finish_time"),
    )


def _promised_fen(payload: Mapping[str, Any]) -> int:
    fen = read_fen(payload, "amount")
    if fen is None:
        raise AnswerUnreadable(code="ANSWER_UNREADABLE", detail="an amount is missing")
    return fen


def _known(kind: Any, value: str) -> Any:
    try:
        return kind(value)
    except ValueError:
        raise AnswerUnreadable(
            code="ANSWER_UNREADABLE", detail=f"{value!r} is no {kind.__name__}"
        ) from None


class ShareClient(BillClient):
    """A merchant's connection to WeChat Pay that shares money and fetches the bill of it."""

    def receiver_add(self, *, account: str, name: str) -> None:
        """Enter a merchant as receiver; again is the same.

        `name` is the merchant's registered name; it travels encrypted.

        Raises:
            RequestRefused: no such merchant, or another name.
        """
        serial, ciphertext = self._sealed(name)
        self._call(
            "POST",
            "/v3/profitsharing/receivers/add",
            operation="receiver",
            body={
                "appid": self.appid,
                "type": MERCHANT,
                "account": account,
                "name": ciphertext,
                "relation_type": SUPPLIER,
            },
            serial=serial,
        )

    def share(
        self, *, transaction_id: str, out_order_no: str, parts: Sequence[tuple[str, int, str]]
    ) -> Sharing:
        """Share (`account`, fen, description) of a payment and let go of the rest.

        Raises:
            NotEnough: less is left of the payment.
            RequestRefused: not settled, not meant for sharing, above the ratio, thawed.
        """
        receivers = [
            {
                "type": MERCHANT,
                "account": account,
                "amount": fen,
                "description": description[:DESCRIPTION_LONGEST],
            }
            for account, fen, description in parts
        ]
        body = {
            "appid": self.appid,
            "transaction_id": transaction_id,
            "out_order_no": out_order_no,
            "receivers": receivers,
            "unfreeze_unsplit": True,
        }
        answer = self._call("POST", "/v3/profitsharing/orders", operation="share", body=body)
        return Sharing.from_payload(answer)

    def unfreeze(self, *, transaction_id: str, out_order_no: str, description: str) -> Sharing:
        """Let go of what is not shared.

        Raises:
            RequestRefused: not settled, not meant for sharing, or thawed.
        """
        body = {
            "transaction_id": transaction_id,
            "out_order_no": out_order_no,
            "description": description[:DESCRIPTION_LONGEST],
        }
        path = "/v3/profitsharing/orders/unfreeze"
        return Sharing.from_payload(self._call("POST", path, operation="unfreeze", body=body))

    def query_share(self, *, transaction_id: str, out_order_no: str) -> Sharing:
        """Raises:
        SharingNotExist: WeChat has none under this number.
        """
        path = f"/v3/profitsharing/orders/{quote(out_order_no, safe='')}"
        query = f"{path}?transaction_id={quote(transaction_id, safe='')}"
        return Sharing.from_payload(self._found(query, operation="share_query"))

    def share_return(
        self, *, out_order_no: str, out_return_no: str, account: str, fen: int, description: str
    ) -> ShareReturn:
        """Take money of a finished sharing back from a receiver.

        Raises:
            RequestRefused: more than was received, too often, or the receiver did not consent.
        """
        body = {
            "out_order_no": out_order_no,
            "out_return_no": out_return_no,
            "return_mchid": account,
            "amount": fen,
            "description": description[:DESCRIPTION_LONGEST],
        }
        path = "/v3/profitsharing/return-orders"
        return ShareReturn.from_payload(
            self._call("POST", path, operation="share_return", body=body)
        )

    def query_share_return(self, *, out_order_no: str, out_return_no: str) -> ShareReturn:
        """Raises:
        SharingNotExist: WeChat has none under this number.
        """
        path = f"/v3/profitsharing/return-orders/{quote(out_return_no, safe='')}"
        query = f"{path}?out_order_no={quote(out_order_no, safe='')}"
        return ShareReturn.from_payload(self._found(query, operation="share_return_query"))

    def unsplit_fen(self, *, transaction_id: str) -> int:
        """Return what may still be shared of a payment."""
        path = f"/v3/profitsharing/transactions/{quote(transaction_id, safe='')}/amounts"
        answer = self._call("GET", path, operation="share_room")
        fen = read_fen(answer, "unsplit_amount")
        if fen is None:
            raise AnswerUnreadable(code="ANSWER_UNREADABLE", detail="no unsplit_amount")
        return fen

    def share_bill_locate(self, *, day: date) -> BillLocation:
        """Ask for the sharing bill of one Beijing day; fetch it at once.

        Raises:
            NoStatement: nothing was shared that day.
            StatementCreating: too early.
        """
        return self.bill_locate(kind=BillKind.SHARES, day=day)

    def _found(self, path: str, *, operation: str) -> Mapping[str, Any]:
        try:
            return self._call("GET", path, operation=operation)
        except OrderNotExist as unknown:
            # WeChat says RESOURCE_NOT_EXISTS of payments and sharings alike.
            raise SharingNotExist(
                code=unknown.code, detail=unknown.detail, http_status=unknown.http_status
            ) from unknown
