"""States, kinds and reasons in words, and what happens when nobody acts."""

from __future__ import annotations

from datetime import datetime, timedelta

from brand_theme.console.public import Label, Tone, age_text
from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.states import STATE_TEXT, CaseState
from plugins.orders.public import RefundStanding

MINUTE = timedelta(minutes=1)
_TONES = {
    CaseState.REQUESTED: Tone.CAREFUL,
    CaseState.WAITING_RETURN: Tone.WAITING,
    CaseState.RETURNING: Tone.CAREFUL,
    CaseState.REFUNDING: Tone.WAITING,
    CaseState.REFUNDED: Tone.GOOD,
    CaseState.REFUND_FAILED: Tone.BAD,
    CaseState.ARBITRATION: Tone.CAREFUL,
}
STATES = {
    state.value: Label(text, _TONES.get(state, Tone.PLAIN)) for state, text in STATE_TEXT.items()
}
KINDS = {Kind.REFUND_ONLY.value: "仅退款", Kind.RETURN_AND_REFUND.value: "退货退款"}
REASONS = {
    Reason.CHANGED_MIND.value: "不想要了（七日无理由）",
    Reason.QUALITY.value: "质量问题、变质",
    Reason.DAMAGED.value: "破损",
    Reason.MISSING.value: "少件、漏发",
    Reason.WRONG_GOODS.value: "发错货、与描述不符",
    Reason.NOT_RECEIVED.value: "没有收到货",
}
#: What the seller does in a state, and what happens without it.
SELLER_ADVICE = {
    CaseState.REQUESTED: "请在期限前同意或拒绝；逾期视为同意。",
    CaseState.WAITING_RETURN: "等买家寄回并填写运单号；逾期未寄，售后自动关闭。",
    CaseState.RETURNING: "收到退货并验货后确认；逾期视为已收货并退款，货品不再入库。",
    CaseState.REFUNDING: "款项正在原路退回买家，不用再操作。",
    CaseState.REFUND_FAILED: "退款没有成功，由商城财务处理，不用再操作。",
    CaseState.REFUSED: "买家可在期限内申请平台介入；逾期未申请，售后自动关闭。",
    CaseState.ARBITRATION: "买家已申请平台介入，由商城裁定；结果会显示在这里。",
}
#: What the platform does about it.
STAFF_ADVICE = {
    CaseState.REQUESTED: "企业在期限前答复；逾期视为同意。临近期限时可以提醒企业。",
    CaseState.RETURNING: "企业收货后退款；逾期视为已收货。",
    CaseState.ARBITRATION: "请看双方说明和图片后裁定。期限为 3 个工作日，系统不会代为裁定。",
}
MONEY_ADVICE = {
    RefundStanding.UNDER_WAY: "款项正在原路退回，系统会跟进到账。",
    RefundStanding.SUCCEEDED: "款项已原路退回。",
    RefundStanding.ABNORMAL: "买家的收款账户异常：请在微信商户平台改退到其他账户，售后单会自动结束。",
    RefundStanding.FAILED: "退款没有成功，款项仍欠买家：请点“重新退款”。",
}


def left_text(case: Case, *, now: datetime) -> str:
    """Return how much time is left, or for how long it is over; empty without a deadline."""
    if case.due_at is None:
        return ""
    distance = abs(case.due_at - now)
    if distance < MINUTE:
        return "刚刚超时" if case.due_at <= now else "马上到期"
    return f"{'已超时' if case.due_at <= now else '还剩'} {age_text(distance)}"


def is_near(case: Case, *, now: datetime) -> bool:
    """Whether it is time to remind whoever has to act."""
    return case.remind_at is not None and case.remind_at <= now


def goods_text(line: object) -> str:
    goods = line.line.order_line  # type: ignore[attr-defined]
    return f"{goods.product_name} {goods.variant_name}".strip()
