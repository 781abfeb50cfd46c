"""States and reasons in words, and what to do about a refund."""

from brand_theme.console.public import Label, Tone
from plugins.wechat_pay.models import WORRYING_ATTEMPTS, WechatRefund
from plugins.wechat_pay.states import EventOutcome, PaymentState, RefundReason, RefundState

PAYMENT_STATES = {
    PaymentState.OPEN.value: Label("待支付", Tone.CAREFUL),
    PaymentState.PAID.value: Label("已支付", Tone.GOOD),
    PaymentState.CLOSED.value: Label("已关闭"),
}
REFUND_STATES = {
    RefundState.REQUESTED.value: Label("待提交", Tone.WAITING),
    RefundState.PROCESSING.value: Label("退款中", Tone.WAITING),
    RefundState.SUCCEEDED.value: Label("已退款", Tone.GOOD),
    RefundState.ABNORMAL.value: Label("退款异常", Tone.BAD),
    RefundState.CLOSED.value: Label("退款关闭", Tone.BAD),
    RefundState.REFUSED.value: Label("未受理", Tone.BAD),
}
OUTCOMES = {
    EventOutcome.STORED.value: Label("待处理", Tone.CAREFUL),
    EventOutcome.APPLIED.value: Label("已入账", Tone.GOOD),
    EventOutcome.REPEATED.value: Label("重复", Tone.PLAIN),
    EventOutcome.IGNORED.value: Label("不适用", Tone.PLAIN),
    EventOutcome.REFUSED.value: Label("与账不符", Tone.BAD),
}
REASONS = {
    RefundReason.LATE.value: "取消后到账",
    RefundReason.SURPLUS.value: "重复支付",
    RefundReason.AFTER_SALES.value: "售后",
    RefundReason.OUT_OF_STOCK.value: "缺货",
    RefundReason.GOODWILL.value: "商家补偿",
}
#: What WeChat sends.
EVENTS = {
    "TRANSACTION.SUCCESS": "付款成功",
    "REFUND.SUCCESS": "退款成功",
    "REFUND.ABNORMAL": "退款异常",
    "REFUND.CLOSED": "退款关闭",
}
#: What an event changed here, as `services/notification_receive.py` notes it.
CHANGES = {
    "paid": "记为已付",
    "already": "之前已记为已付",
    "closed": "记为已关闭",
    "nothing": "没有变化",
    "PROCESSING": "退款中",
    "SUCCESS": "退款已到账",
    "ABNORMAL": "退款异常",
    "CLOSED": "退款已关闭",
}
PAYOUTS = {"applied": "已入订单", "late": "取消后到账，自动退回", "surplus": "重复支付，自动退回"}

_ADVICE = {
    RefundState.ABNORMAL.value: (
        "买家的原账户收不了款（多为注销或冻结）。请登录微信商户平台，在“退款查询”里找到这笔退款，"
        "选择“处理异常退款”，改退到买家的其他银行卡；处理后系统会自动更新状态，无需在这里再发起。"
    ),
    RefundState.CLOSED.value: (
        "微信已关闭这笔退款，钱仍在商户账户。确认商户余额充足后点“重新发起”，系统会用新的退款单号再退一次。"
    ),
    RefundState.REFUSED.value: (
        "微信没有受理，钱仍在商户账户。先看“错误”写的原因（常见：商户余额不足、超过一年），"
        "解决后点“重新发起”。"
    ),
    RefundState.REQUESTED.value: "系统会自动提交给微信并反复重试，一般不用管。",
    RefundState.PROCESSING.value: "微信已受理，零钱几分钟到账，银行卡 1 至 3 个工作日。",
}


def refund_advice(refund: WechatRefund) -> str:
    """Return what the reader should do about this refund."""
    if hasattr(refund, "retried_by"):
        return f"已用新的退款单 {refund.retried_by} 重新发起，这一笔不用再管。"
    if refund.state == RefundState.REQUESTED.value and refund.attempts >= WORRYING_ATTEMPTS:
        return f"已提交 {refund.attempts} 次，微信一直没有受理。请看“错误”，常见是商户余额不足：充值后系统会自动再试。"
    return _ADVICE.get(refund.state, "")
