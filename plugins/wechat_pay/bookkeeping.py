"""What our books say about money, for comparison with WeChat's bills."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce

from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.states import PaymentState, RefundState

_CHUNK = 2000
_PAYMENT = ("out_trade_no", "transaction_id", "total_fen", "state", "paid_at")
_REFUND = (
    "out_refund_no",
    "payment__out_trade_no",
    "payment__transaction_id",
    "refund_id",
    "fen",
    "state",
    "created_at",
)
# WeChat has taken these on: they must stand in a bill.
_ACCEPTED = (RefundState.PROCESSING, RefundState.SUCCEEDED, RefundState.ABNORMAL)


@dataclass(frozen=True, slots=True)
class BookedPayment:
    out_trade_no: str
    transaction_id: str | None
    total_fen: int
    state: str
    paid_at: datetime | None

    @property
    def is_paid(self) -> bool:
        return self.state == PaymentState.PAID.value


@dataclass(frozen=True, slots=True)
class BookedRefund:
    out_refund_no: str
    out_trade_no: str
    transaction_id: str | None
    refund_id: str | None
    fen: int
    state: str
    created_at: datetime

    @property
    def is_accepted(self) -> bool:
        return self.refund_id is not None


def payments_booked(*, mchid: str, numbers: Collection[str]) -> dict[str, BookedPayment]:
    """Return our payments under these `out_trade_no`, in one query."""
    found = WechatPayment.objects.filter(mchid=mchid, out_trade_no__in=numbers)
    return {row[0]: BookedPayment(*row) for row in found.values_list(*_PAYMENT)}


def payments_paid_between(*, mchid: str, start: datetime, end: datetime) -> Iterator[BookedPayment]:
    """Yield the payments whose success falls into the span; end excluded."""
    paid = WechatPayment.objects.filter(
        mchid=mchid, state=PaymentState.PAID.value, paid_at__gte=start, paid_at__lt=end
    )
    rows = paid.order_by("pk").values_list(*_PAYMENT)
    return (BookedPayment(*row) for row in rows.iterator(chunk_size=_CHUNK))


def refunds_booked(*, mchid: str, numbers: Collection[str]) -> dict[str, BookedRefund]:
    """Return our refunds under these `out_refund_no`, in one query."""
    found = WechatRefund.objects.filter(payment__mchid=mchid, out_refund_no__in=numbers)
    return {row[0]: BookedRefund(*row) for row in found.values_list(*_REFUND)}


def payments_of_transactions(*, mchid: str, ids: Collection[str]) -> dict[str, BookedPayment]:
    """Return our payments by WeChat's number, in one query."""
    found = WechatPayment.objects.filter(mchid=mchid, transaction_id__in=ids)
    return {row[1]: BookedPayment(*row) for row in found.values_list(*_PAYMENT)}


def refunds_of_ids(*, mchid: str, ids: Collection[str]) -> dict[str, BookedRefund]:
    """Return our refunds by WeChat's number, in one query."""
    found = WechatRefund.objects.filter(payment__mchid=mchid, refund_id__in=ids)
    return {row[3]: BookedRefund(*row) for row in found.values_list(*_REFUND)}


def refunds_last_heard_between(
    *, mchid: str, start: datetime, end: datetime
) -> Iterator[BookedRefund]:
    """Yield the refunds WeChat has taken on and last spoke of in the span.

    WeChat lists a refund on the day it accepted it. That moment is not in our
    books; it lies between a refund's creation and WeChat's last word, which is
    the ending where there is one. Only the last day of the two tells for sure.
    """
    heard = WechatRefund.objects.annotate(heard_at=Coalesce("finished_at", "asked_at")).filter(
        payment__mchid=mchid,
        state__in=[state.value for state in _ACCEPTED],
        heard_at__gte=start,
        heard_at__lt=end,
    )
    rows = heard.order_by("pk").values_list(*_REFUND)
    return (BookedRefund(*row) for row in rows.iterator(chunk_size=_CHUNK))
