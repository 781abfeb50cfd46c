"""Believe what WeChat proves about a refund: the one place that marks refunded."""

import logging
from datetime import datetime

from django.db import IntegrityError
from django.db import transaction as database

from plugins.kernel.transitions import move
from plugins.orders.public import order_mark_refunded
from plugins.wechat_pay.errors import TransactionRefused
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.protocol.types import Refund, RefundStatus
from plugins.wechat_pay.services.payment_apply_transaction import ACTOR, GATEWAY
from plugins.wechat_pay.states import FAILED, REFUND_TRANSITIONS, RefundState

logger = logging.getLogger(__name__)

_STATES = {
    RefundStatus.PROCESSING: RefundState.PROCESSING,
    RefundStatus.SUCCESS: RefundState.SUCCEEDED,
    RefundStatus.ABNORMAL: RefundState.ABNORMAL,
    RefundStatus.CLOSED: RefundState.CLOSED,
}


def refund_apply(*, word: Refund, now: datetime) -> bool:
    """Bring our refund in line with WeChat's word on it; True: something changed.

    The caller has proven that the word is WeChat's. Answer, notification and
    query may bring it in any order, at the same moment and repeatedly; an older
    word than the last one changes nothing.

    Raises:
        TransactionRefused: unknown number, or another merchant, payment, amount
            or refund than ours, a finished refund said to have failed, or more
            given back than was paid. Nothing was changed.
    """
    try:
        with database.atomic():
            return _apply(word, now)
    except IntegrityError as refused:
        logger.error("wechat_pay refund %s is refused by the database: %s", word, refused)
        raise TransactionRefused(difference="refunded_fen") from refused


def _apply(word: Refund, now: datetime) -> bool:
    refund = lock(out_refund_no=word.out_refund_no)
    _refuse_difference(refund, word)
    to = _STATES[word.status]
    if not REFUND_TRANSITIONS.allows(RefundState(refund.state), to):
        return False
    ended = to is RefundState.SUCCEEDED or to in FAILED
    move(
        refund,
        to,
        transitions=REFUND_TRANSITIONS,
        actor=ACTOR,
        action=f"wechat_pay.refund.{to.value}",
        changes={
            "refund_id": word.refund_id,
            "finished_at": (word.success_time or now) if ended else None,
            "last_error": "",
        },
        details={"fen": refund.fen},
    )
    if to is RefundState.SUCCEEDED:
        _tell_the_order(refund, word, now)
    elif to is not RefundState.PROCESSING:
        logger.error("wechat_pay refund %s needs a person: %s", refund, to.value)
    return True


def lock(*, out_refund_no: str) -> WechatRefund:
    """Lock payment, then refund: everybody in this order, so nobody waits in a ring.

    Raises:
        TransactionRefused: there is no such refund.
    """
    found = WechatRefund.objects.filter(out_refund_no=out_refund_no).first()
    if found is None:
        raise TransactionRefused(difference="out_refund_no")
    payment = WechatPayment.objects.select_for_update().get(pk=found.payment_id)
    refund = WechatRefund.objects.select_for_update(of=("self",)).get(pk=found.pk)
    refund.payment = payment
    return refund


def _refuse_difference(refund: WechatRefund, word: Refund) -> None:
    payment = refund.payment
    different = [
        name
        for name, ours, theirs in (
            ("mchid", payment.mchid, word.mchid or payment.mchid),
            ("out_trade_no", payment.out_trade_no, word.out_trade_no),
            ("transaction_id", payment.transaction_id, word.transaction_id),
            ("refund_id", refund.refund_id or word.refund_id, word.refund_id),
            ("amount.refund", refund.fen, word.refund_fen),
            ("amount.total", payment.total_fen, word.total_fen),
        )
        if ours != theirs
    ]
    failed = word.status in (RefundStatus.CLOSED, RefundStatus.ABNORMAL)
    if refund.state == RefundState.SUCCEEDED.value and failed:
        different.append("status")
    if different:
        logger.error("wechat_pay refund %s contradicts our books: %s", refund, different)
        raise TransactionRefused(difference=", ".join(different))


def _tell_the_order(refund: WechatRefund, word: Refund, now: datetime) -> None:
    order_mark_refunded(
        order_id=refund.payment.order_id,
        refunded_fen=refund.fen,
        gateway=GATEWAY,
        payment_reference=word.transaction_id,
        refund_reference=word.refund_id,
        refunded_at=word.success_time or now,
        actor=ACTOR,
        reason=refund.reason,
    )
