"""Values that travel between us and WeChat Pay. Amounts are integer fen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from .errors import AnswerUnreadable

CURRENCY = "CNY"


class TradeType(StrEnum):
    """How a buyer comes to the payment sheet."""

    # A page in WeChat opens the sheet for one openid: mini-program and official account.
    JSAPI = "JSAPI"
    # Anybody scans a code with WeChat.
    NATIVE = "NATIVE"


class TradeState(StrEnum):
    """States of an order at WeChat that a JSAPI or Native payment can have.

    The three states of barcode payments are left out on purpose: meeting one
    here means the number was used for something else.
    """

    SUCCESS = "SUCCESS"
    # Paid, and a refund exists; it says nothing about how much was refunded.
    REFUND = "REFUND"
    NOTPAY = "NOTPAY"
    CLOSED = "CLOSED"
    ACCEPT = "ACCEPT"


@dataclass(frozen=True, slots=True)
class Prepay:
    """One order to be opened at WeChat.

    Repeating it with equal values is safe and returns a new prepay id or code; any
    changed value is refused as a repeated order number.

    Attributes:
        openid: who may pay it; empty for Native, which whoever scans may pay.
        appid: the app that `openid` belongs to; empty: the client's own.
        out_trade_no: 6 to 32 of `[0-9A-Za-z_-]`, unique for ever per merchant.
        description: shown to the buyer; at most 127 characters.
        total_fen: at least 1.
        expires_at: end of payment at WeChat, with a time zone. WeChat reads it
            on the first call only and does not close the order then.
        is_shared: WeChat keeps the money until it is shared or let go.
    """

    out_trade_no: str
    description: str
    total_fen: int
    openid: str
    notify_url: str
    expires_at: datetime
    attach: str = ""
    is_shared: bool = False
    appid: str = ""

    def as_body(self, *, appid: str, mchid: str) -> dict[str, Any]:
        """Return what is sent; `appid` is the client's, for a prepay that names none."""
        body: dict[str, Any] = {
            "appid": self.appid or appid,
            "mchid": mchid,
            "description": self.description,
            "out_trade_no": self.out_trade_no,
            "time_expire": self.expires_at.isoformat(timespec="seconds"),
            "notify_url": self.notify_url,
            "amount": {"total": self.total_fen, "currency": CURRENCY},
        }
        if self.openid:
            body["payer"] = {"openid": self.openid}
        if self.attach:
            body["attach"] = self.attach
        if self.is_shared:
            body["settle_info"] = {"profit_sharing": True}
        return body


@dataclass(frozen=True, slots=True)
class Transaction:
    """An order as WeChat knows it, from a query or a notification.

    Unpaid orders have no transaction id, payer or success time, and WeChat
    does not promise an amount for them.
    """

    appid: str
    mchid: str
    out_trade_no: str
    trade_state: str
    transaction_id: str = ""
    trade_type: str = ""
    trade_state_desc: str = ""
    bank_type: str = ""
    attach: str = ""
    success_time: datetime | None = None
    payer_openid: str = ""
    total_fen: int | None = None
    payer_total_fen: int | None = None
    currency: str = ""

    @property
    def is_paid(self) -> bool:
        """True when the buyer's money was taken, refunded or not."""
        return self.trade_state in (TradeState.SUCCESS, TradeState.REFUND)

    def __repr__(self) -> str:
        # The openid identifies a person: it stays out of logs and tracebacks.
        return (
            f"Transaction(out_trade_no={self.out_trade_no!r}, "
            f"trade_state={self.trade_state!r}, transaction_id={self.transaction_id!r}, "
            f"total_fen={self.total_fen!r})"
        )

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Transaction":
        """Read the JSON object of a query or a decrypted notification.

        Raises:
            AnswerUnreadable: a promised field is missing or of another type,
                or a paid order comes without its number, amount or time.
        """
        amount = _mapping(payload, "amount")
        transaction = cls(
            appid=read_text(payload, "appid", required=True),
            mchid=read_text(payload, "mchid", required=True),
            out_trade_no=read_text(payload, "out_trade_no", required=True),
            trade_state=read_text(payload, "trade_state", required=True),
            transaction_id=read_text(payload, "transaction_id"),
            trade_type=read_text(payload, "trade_type"),
            trade_state_desc=read_text(payload, "trade_state_desc"),
            bank_type=read_text(payload, "bank_type"),
            attach=read_text(payload, "attach"),
            success_time=read_moment(payload, "success_time"),
            payer_openid=read_text(_mapping(payload, "payer"), "openid"),
            total_fen=read_fen(amount, "total"),
            payer_total_fen=read_fen(amount, "payer_total"),
            currency=read_text(amount, "currency"),
        )
        if transaction.is_paid and not (
            transaction.transaction_id
            and transaction.total_fen is not None
            and transaction.success_time
        ):
            raise _unreadable("a paid order without transaction_id, amount or success_time")
        return transaction


class RefundStatus(StrEnum):
    """States of a refund at WeChat."""

    PROCESSING = "PROCESSING"
    SUCCESS = "SUCCESS"
    # The account is closed or frozen: a person has to give the money another way.
    ABNORMAL = "ABNORMAL"
    # It failed for good; the money is still the merchant's.
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """Money to be given back. Repeating it with equal values is one refund.

    Attributes:
        out_refund_no: at most 64 of `[0-9A-Za-z_-]`, unique for ever per merchant.
        reason: shown to the buyer; at most 80 bytes.
        refund_fen, total_fen: this refund, and what the buyer had paid.
    """

    out_trade_no: str
    out_refund_no: str
    refund_fen: int
    total_fen: int
    reason: str
    notify_url: str

    def as_body(self) -> dict[str, Any]:
        return {
            "out_trade_no": self.out_trade_no,
            "out_refund_no": self.out_refund_no,
            "reason": self.reason,
            "notify_url": self.notify_url,
            "amount": {
                "refund": self.refund_fen,
                "total": self.total_fen,
                "currency": CURRENCY,
            },
        }


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund as WeChat knows it, from the call, a query or a notification.

    Only notifications name the merchant; elsewhere `mchid` is empty.
    """

    out_refund_no: str
    refund_id: str
    out_trade_no: str
    transaction_id: str
    status: RefundStatus
    refund_fen: int
    total_fen: int
    mchid: str = ""
    success_time: datetime | None = None

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Refund":
        """Read the JSON object of an answer or a decrypted notification.

        Raises:
            AnswerUnreadable: a promised field is missing or of another type,
                or the status is none that is documented.
        """
        amount = _mapping(payload, "amount")
        # One thing, two names: `refund_status` in notifications.
        name = "refund_status" if "refund_status" in payload else "status"
        status = read_text(payload, name, required=True)
        refund_fen, total_fen = read_fen(amount, "refund"), read_fen(amount, "total")
        if refund_fen is None or total_fen is None:
            raise _unreadable("a refund without its amounts")
        if status not in set(RefundStatus):
            raise _unreadable(f"{name} is unknown")
        return cls(
            out_refund_no=read_text(payload, "out_refund_no", required=True),
            refund_id=read_text(payload, "refund_id", required=True),
            out_trade_no=read_text(payload, "out_trade_no", required=True),
            transaction_id=read_text(payload, "transaction_id", required=True),
            status=RefundStatus(status),
            refund_fen=refund_fen,
            total_fen=total_fen,
            mchid=read_text(payload, "mchid"),
            success_time=read_moment(payload, "success_time"),
        )


def _unreadable(what: str) -> AnswerUnreadable:
    return AnswerUnreadable(code="ANSWER_UNREADABLE", detail=what)


def _mapping(source: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = source.get(name) or {}
    if not isinstance(value, Mapping):
        raise _unreadable(f"{name} is no object")
    return value


def read_text(source: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    value = source.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not value):
        raise _unreadable(f"{name} is no text")
    return value


def read_fen(source: Mapping[str, Any], name: str) -> int | None:
    value = source.get(name)
    if value is None:
        return None
    # bool is an int in Python; a float would already have lost precision.
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _unreadable(f"amount.{name} is no number of fen")
    return value


def read_moment(source: Mapping[str, Any], name: str) -> datetime | None:
    text = read_text(source, name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _unreadable(f"{name} is no RFC 3339 time") from None
    if moment.tzinfo is None:
        raise _unreadable(f"{name} has no time zone")
    return moment
