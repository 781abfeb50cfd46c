"""Ask WeChat for a refund that we owe, and how a refund stands."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from plugins.kernel.errors import GatewayError
from plugins.kernel.transitions import move
from plugins.orders.public import may_refund
from plugins.wechat_pay import rules
from plugins.wechat_pay.gateway import PaymentGateway
from plugins.wechat_pay.models import WechatRefund
from plugins.wechat_pay.protocol.errors import RefundNotExist, RequestRefused
from plugins.wechat_pay.protocol.types import Refund
from plugins.wechat_pay.services.payment_apply_transaction import ACTOR
from plugins.wechat_pay.services.payment_sync import refuse_other_merchant
from plugins.wechat_pay.services.refund_apply import lock, refund_apply
from plugins.wechat_pay.states import REFUND_TRANSITIONS, RefundState


def refund_send(*, refund: WechatRefund, gateway: PaymentGateway, now: datetime) -> RefundState:
    """Send a requested refund, or ask about one that WeChat knows; return its state.

    One that is not its payment's oldest unsent one stays as it is.

    A repetition sends the row's own values, which WeChat takes as the same
    refund, so a crash at any line ends in one refund there. No lock is held
    during the call; never called inside a transaction.

    Raises:
        TransactionRefused: WeChat's answer contradicts our books.
        GatewayError: WeChat could not be asked or cannot pay yet; the refund
            stays as it is, with the reason on it, and is tried again later.
    """
    refuse_other_merchant(refund.payment, gateway)
    if not WechatRefund.objects.filter(pk=refund.pk).whose_turn_it_is().exists():
        return RefundState(refund.state)
    if _has_to_wait(refund, now):
        return RefundState(refund.state)
    asked_before = refund.asked_at
    _note_attempt(refund, now)
    try:
        word = _word(refund, gateway)
    except GatewayError as error:
        WechatRefund.objects.filter(pk=refund.pk).update(last_error=str(error)[:200])
        if not _is_refused(error, refund):
            raise
        # While an earlier call may still arrive, “no such refund” proves nothing.
        if not rules.may_be_unheard(asked_at=asked_before, now=now):
            _record_refused(refund, error=error, now=now)
    else:
        refund_apply(word=word, now=now)
    refund.refresh_from_db()
    return RefundState(refund.state)


def _has_to_wait(refund: WechatRefund, now: datetime) -> bool:
    """Let others come first, such as shares of the payment that have to be given back.

    Only before the first call: what may be at WeChat already is pursued.
    """
    if refund.state != RefundState.REQUESTED.value or refund.asked_at is not None:
        return False
    if may_refund(order_id=refund.payment.order_id, key=refund.key, fen=refund.fen, now=now):
        return False
    later = now + rules.GATE_CHECK
    WechatRefund.objects.filter(pk=refund.pk).update(check_after=later)
    return True


def _note_attempt(refund: WechatRefund, now: datetime) -> None:
    """Written before the call: who comes next must know that one may be on its way."""
    WechatRefund.objects.filter(pk=refund.pk).update(
        asked_at=now,
        attempts=F("attempts") + 1,
        check_after=rules.next_refund_check(
            created_at=refund.created_at, now=now, number=refund.out_refund_no
        ),
    )


def _word(refund: WechatRefund, gateway: PaymentGateway) -> Refund:
    if refund.state != RefundState.REQUESTED.value:
        return gateway.query_refund(refund.out_refund_no)
    try:
        return gateway.refund(refund.as_request())
    except RequestRefused as refused:
        # Refused as it stands; yet an earlier call of ours may have been taken.
        try:
            return gateway.query_refund(refund.out_refund_no)
        except RefundNotExist:
            raise refused from None


def _is_refused(error: GatewayError, refund: WechatRefund) -> bool:
    return isinstance(error, RequestRefused) and refund.state == RefundState.REQUESTED.value


@transaction.atomic
def _record_refused(refund: WechatRefund, *, error: GatewayError, now: datetime) -> None:
    locked = lock(out_refund_no=refund.out_refund_no)
    if locked.state != RefundState.REQUESTED.value:
        # Another process was faster, and WeChat took its call.
        return
    move(
        locked,
        RefundState.REFUSED,
        transitions=REFUND_TRANSITIONS,
        actor=ACTOR,
        action="wechat_pay.refund.refused",
        reason=str(error)[:200],
        changes={"finished_at": now},
    )
