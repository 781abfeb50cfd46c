import logging
from collections.abc import Iterator
from contextlib import contextmanager

from plugins.kernel.errors import Conflict, GatewayError

logger = logging.getLogger(__name__)


class PaymentUnavailable(Conflict):
    code = "WECHAT_PAY_UNAVAILABLE"
    zh = "微信支付暂时没有响应。"
    en = "WeChat Pay does not answer at the moment."
    remedy_zh = "没有扣款，请稍后再试。"
    remedy_en = "You were not charged; try again in a moment."


class NoWechatIdentity(Conflict):
    code = "WECHAT_IDENTITY_MISSING"
    zh = "当前账号尚未绑定微信。"
    en = "This account has no WeChat identity."
    remedy_zh = "请先在微信里登录或绑定，也可以扫码支付。"
    remedy_en = "Log in or link inside WeChat first, or pay by scanning a code."


class TransactionRefused(Conflict):
    """WeChat's word, proven genuine, contradicts our books."""

    code = "WECHAT_PAY_TRANSACTION_REFUSED"
    zh = "微信支付的交易与本店记录不符（{difference}）。"
    en = "The transaction contradicts our books ({difference})."
    remedy_zh = "请在商户平台核对该交易。"
    remedy_en = "Compare it on the merchant platform."


class NotificationRefused(Conflict):
    """An inbound message that is not provably a fresh one of WeChat."""

    code = "WECHAT_PAY_NOTIFICATION_REFUSED"
    zh = "通知未通过验证。"
    en = "The notification could not be verified."
    remedy_zh = "请检查验签公钥与服务器时间。"
    remedy_en = "Check the verification keys and this server's clock."


class NothingToRefund(Conflict):
    code = "REFUND_NOT_PAID"
    zh = "该订单没有可退的微信支付款项。"
    en = "No money was paid through WeChat that could go back."
    remedy_zh = "请核对订单号与支付状态。"
    remedy_en = "Check the order number and its payment."


class RefundTooMuch(Conflict):
    code = "REFUND_EXCEEDS_PAYMENT"
    zh = "最多还能退 {left_fen} 分，不能退 {fen} 分。"
    en = "At most {left_fen} fen can still go back, not {fen}."
    remedy_zh = "请减少退款金额。"
    remedy_en = "Refund less."


class RefundTooOften(Conflict):
    code = "REFUND_PARTS_EXHAUSTED"
    zh = "一笔支付最多退款 50 次。"
    en = "One payment can be refunded fifty times at most."
    remedy_zh = "请线下与买家协商。"
    remedy_en = "Settle the rest with the buyer directly."


class RefundTooOld(Conflict):
    code = "REFUND_TOO_OLD"
    zh = "支付已超过一年，微信不再受理退款。"
    en = "The payment is older than a year; WeChat refunds it no more."
    remedy_zh = "请线下转账给买家。"
    remedy_en = "Transfer the money to the buyer directly."


class RefundKeyReused(Conflict):
    code = "REFUND_KEY_REUSED"
    zh = "该退款编号已用于另一笔金额或原因。"
    en = "This refund key stands for another amount or reason."
    remedy_zh = "请换一个编号。"
    remedy_en = "Use another key."


class NotFailed(Conflict):
    code = "REFUND_NOT_FAILED"
    zh = "退款尚未失败，无需重新发起。"
    en = "The refund has not failed, so there is nothing to repeat."
    remedy_zh = "请等待微信的结果。"
    remedy_en = "Wait for WeChat's result."


class NotConfigured(GatewayError):
    """This shop has no complete set of WeChat Pay settings."""

    permanent = True


class OtherMerchant(GatewayError):
    """The payment was opened under another merchant than the configured one."""

    permanent = True


@contextmanager
def unavailable_instead() -> Iterator[None]:
    """Tell a shopper that WeChat Pay does not answer; the reason goes to the log.

    Raises:
        PaymentUnavailable: the block raised a GatewayError.
    """
    try:
        yield
    except GatewayError as error:
        log = logger.error if error.permanent else logger.warning
        log("wechat_pay is not available to a buyer: %s", error)
        raise PaymentUnavailable() from error
