"""WeChat Pay's profit sharing, as settlement asks for it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet, Sum

from plugins.orders.public import (
    BillLine,
    Payout,
    Share,
    SharedPayment,
    ShareResult,
    ShareWord,
    SharingRefused,
    SharingWord,
)
from plugins.wechat_pay.gateway import share_gateway
from plugins.wechat_pay.models import UNSETTLED, WechatPayment, WechatRefund
from plugins.wechat_pay.protocol.bills import NoStatement
from plugins.wechat_pay.protocol.errors import RequestRefused
from plugins.wechat_pay.protocol.share_bill_files import read_share_bill
from plugins.wechat_pay.protocol.shares import (
    PartResult,
    SharePart,
    ShareReturn,
    Sharing,
    SharingNotExist,
    SharingState,
)
from plugins.wechat_pay.states import PaymentState

_RESULTS = {
    PartResult.PENDING: ShareResult.PENDING,
    PartResult.PROCESSING: ShareResult.PENDING,
    PartResult.SUCCESS: ShareResult.SUCCEEDED,
    PartResult.CLOSED: ShareResult.FAILED,
    PartResult.FAILED: ShareResult.FAILED,
}
UNFREEZE_TEXT = "解冻剩余资金"
RETURN_TEXT = "订单退款，回退分账"
T = TypeVar("T")


class WechatShares:
    """See `plugins.orders.sharing.ShareProvider`."""

    def is_on(self) -> bool:
        return bool(settings.WECHAT_PROFIT_SHARING)

    def payments_to_share(
        self, *, order_ids: QuerySet[Any], since: datetime, limit: int
    ) -> list[SharedPayment]:
        paid = WechatPayment.objects.filter(
            state=PaymentState.PAID.value,
            payout=Payout.APPLIED.value,
            is_shared=True,
            paid_at__gte=since,
            order_id__in=order_ids,
        )
        rows = paid.order_by("paid_at").values_list("order_id", "transaction_id", "total_fen")
        return [SharedPayment(*row) for row in rows[:limit]]

    def open_refunds_fen(self, *, order_id: int) -> int:
        payments = WechatPayment.objects.filter(order_id=order_id)
        if connection.in_atomic_block:
            payments = payments.select_for_update()
        unsettled = [state.value for state in UNSETTLED]
        refunds = WechatRefund.objects.filter(
            payment__in=[payment.pk for payment in payments], state__in=unsettled
        )
        return refunds.aggregate(fen=Sum("fen"))["fen"] or 0

    def receiver_add(self, *, account: str, name: str) -> None:
        _asked(lambda: share_gateway().receiver_add(account=account, name=name))

    def room(self, *, reference: str) -> int:
        return _asked(lambda: share_gateway().unsplit_fen(transaction_id=reference))

    def share(self, *, reference: str, number: str, shares: Sequence[Share]) -> SharingWord:
        parts = [(share.account, share.fen, share.description) for share in shares]
        gateway = share_gateway()
        return _sharing_word(
            _asked(
                lambda: gateway.share(transaction_id=reference, out_order_no=number, parts=parts),
                earlier=lambda: gateway.query_share(transaction_id=reference, out_order_no=number),
            )
        )

    def unfreeze(self, *, reference: str, number: str) -> SharingWord:
        gateway = share_gateway()
        return _sharing_word(
            _asked(
                lambda: gateway.unfreeze(
                    transaction_id=reference, out_order_no=number, description=UNFREEZE_TEXT
                ),
                earlier=lambda: gateway.query_share(transaction_id=reference, out_order_no=number),
            )
        )

    def share_query(self, *, reference: str, number: str) -> SharingWord:
        gateway = share_gateway()
        return _sharing_word(
            _asked(lambda: gateway.query_share(transaction_id=reference, out_order_no=number))
        )

    def give_back(self, *, sharing_number: str, number: str, account: str, fen: int) -> ShareWord:
        gateway = share_gateway()
        return _return_word(
            _asked(
                lambda: gateway.share_return(
                    out_order_no=sharing_number,
                    out_return_no=number,
                    account=account,
                    fen=fen,
                    description=RETURN_TEXT,
                ),
                earlier=lambda: gateway.query_share_return(
                    out_order_no=sharing_number, out_return_no=number
                ),
            )
        )

    def give_back_query(self, *, sharing_number: str, number: str) -> ShareWord:
        gateway = share_gateway()
        return _return_word(
            _asked(
                lambda: gateway.query_share_return(
                    out_order_no=sharing_number, out_return_no=number
                )
            )
        )

    def bill(self, *, day: date) -> list[BillLine]:
        gateway = share_gateway()
        try:
            location = gateway.share_bill_locate(day=day)
        except NoStatement:
            return []
        with tempfile.TemporaryFile() as file:
            gateway.bill_download(location=location, into=file)
            file.seek(0)
            lines = (line.decode() for line in file)
            return [
                BillLine(
                    own_number=row.own_no,
                    account=row.account,
                    fen=row.fen,
                    is_return=row.is_return,
                    number=row.business_no if row.is_return else row.detail_no,
                )
                for row in read_share_bill(lines)
            ]


def _asked(call: Callable[[], T], *, earlier: Callable[[], T] | None = None) -> T:
    """Call; a refusal is final only when no earlier call of ours was taken.

    Raises:
        GatewayError: ask again later.
        SharingRefused: it will never be taken.
    """
    try:
        return call()
    except RequestRefused as refused:
        if earlier is None:
            raise SharingRefused(str(refused)) from refused
        try:
            return earlier()
        except SharingNotExist:
            raise SharingRefused(str(refused)) from refused


def _sharing_word(sharing: Sharing) -> SharingWord:
    return SharingWord(
        number=sharing.order_id,
        is_finished=sharing.state is SharingState.FINISHED,
        parts=[_part_word(part) for part in sharing.parts],
    )


def _part_word(part: SharePart) -> ShareWord:
    return ShareWord(
        account=part.account,
        fen=part.fen,
        result=_RESULTS[part.result],
        number=part.detail_id,
        reason=part.fail_reason,
        at=part.finished_at,
    )


def _return_word(returned: ShareReturn) -> ShareWord:
    return ShareWord(
        account=returned.account,
        fen=returned.fen,
        result=_RESULTS[returned.result],
        number=returned.return_id,
        reason=returned.fail_reason,
        at=returned.finished_at,
    )
