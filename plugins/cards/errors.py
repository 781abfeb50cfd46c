import logging
from collections.abc import Iterator
from contextlib import contextmanager

from plugins.kernel.errors import Conflict, GatewayError, InvalidInput, NotFound

logger = logging.getLogger(__name__)


class CardsOff(Conflict):
    code = "CARD_PAYMENTS_OFF"
    zh = "本店尚未开通银行卡支付。"
    en = "This shop does not take cards."
    remedy_zh = "请选择微信支付。"
    remedy_en = "Pay with WeChat instead."


class CardUnavailable(Conflict):
    code = "CARD_PAYMENT_UNAVAILABLE"
    zh = "银行卡支付暂时没有响应。"
    en = "Card payment does not answer at the moment."
    remedy_zh = "没有扣款，请稍后再试。"
    remedy_en = "You were not charged; try again in a moment."


class AmountTooSmall(Conflict):
    code = "CARD_AMOUNT_TOO_SMALL"
    zh = "金额低于银行卡支付的最低限额。"
    en = "The amount is below what cards can be charged."
    remedy_zh = "请选择微信支付，或增加商品后重新下单。"
    remedy_en = "Pay with WeChat, or order more."


class IntentRefused(Conflict):
    """Stripe's word, proven genuine, contradicts our books."""

    code = "CARD_PAYMENT_REFUSED"
    zh = "银行卡支付与本店记录不符（{difference}）。"
    en = "The card payment contradicts our books ({difference})."
    remedy_zh = "请在 Stripe 后台核对该笔支付。"
    remedy_en = "Compare it in Stripe's dashboard."


class EventRefused(Conflict):
    """An inbound message that is not provably a fresh one of Stripe."""

    code = "CARD_EVENT_REFUSED"
    zh = "通知未通过验证。"
    en = "The event could not be verified."
    remedy_zh = "请检查 STRIPE_WEBHOOK_SECRET 与服务器时间。"
    remedy_en = "Check STRIPE_WEBHOOK_SECRET and this server's clock."


class CardPaymentNotFound(NotFound):
    code = "CARD_PAYMENT_NOT_FOUND"
    zh = "该订单没有已到账的银行卡支付。"
    en = "No card payment of this order has succeeded."
    remedy_zh = "请核对订单号。"
    remedy_en = "Check the order number."


class RefundNotPositive(InvalidInput):
    code = "CARD_REFUND_NOT_POSITIVE"
    zh = "退款金额必须大于零。"
    en = "A refund must be more than nothing."
    remedy_zh = "请填写正确的金额。"
    remedy_en = "Give an amount."


class RefundTooMuch(Conflict):
    code = "CARD_REFUND_TOO_MUCH"
    zh = "最多还可退 {left_fen} 分。"
    en = "No more than {left_fen} fen can be refunded."
    remedy_zh = "请减少退款金额。"
    remedy_en = "Refund less."


class RefundKeyReused(Conflict):
    code = "CARD_REFUND_KEY_REUSED"
    zh = "该退款编号已用于另一笔退款。"
    en = "This refund key belongs to another refund."
    remedy_zh = "请使用新的编号。"
    remedy_en = "Use another key."


class RefundNotFailed(Conflict):
    code = "CARD_REFUND_NOT_FAILED"
    zh = "该退款不能重新发起。"
    en = "This refund cannot be tried again."
    remedy_zh = "处理中的请等待结果；银行退回的请线下转账。"
    remedy_en = "Wait if it is under way; transfer by hand what a bank sent back."


class StripeFault(GatewayError):
    """Stripe refused, failed or was silent.

    Attributes:
        http_status: of its answer; None when there was none.
    """

    def __init__(self, message: str, *, http_status: int | None, code: str, permanent: bool):
        super().__init__(message, code=code, permanent=permanent)
        self.http_status = http_status


class NotConfigured(GatewayError):
    """This shop has no complete set of Stripe keys."""

    permanent = True


class AnswerUnreadable(GatewayError):
    """Stripe's answer is not what its documentation describes."""

    permanent = True


@contextmanager
def unavailable_instead() -> Iterator[None]:
    """Tell a shopper that cards do not work now; the reason goes to the log.

    Raises:
        CardsOff: the shop has no keys.
        AmountTooSmall: Stripe does not take so little.
        CardUnavailable: any other GatewayError.
    """
    try:
        yield
    except NotConfigured as error:
        raise CardsOff() from error
    except GatewayError as error:
        if error.code == "amount_too_small":
            raise AmountTooSmall() from error
        log = logger.error if error.permanent else logger.warning
        log("cards are not available to a buyer: %s", error)
        raise CardUnavailable() from error
