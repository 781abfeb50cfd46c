"""States in words and colours."""

from brand_theme.console.public import Label, Tone
from plugins.settlement.states import PayoutState, PeriodState

MANAGE = "mall_settlement.manage_settlement"
PERIODS = {
    PeriodState.CLOSED.value: Label("待企业确认", Tone.WAITING),
    PeriodState.DISPUTED.value: Label("有异议", Tone.BAD),
    PeriodState.CONFIRMED.value: Label("已确认", Tone.CAREFUL),
    PeriodState.PAID.value: Label("已结清", Tone.GOOD),
}
PAYOUTS = {
    PayoutState.PLANNED.value: Label("待付款", Tone.CAREFUL),
    PayoutState.SENT.value: Label("处理中", Tone.WAITING),
    PayoutState.DONE.value: Label("已到账", Tone.GOOD),
    PayoutState.FAILED.value: Label("失败", Tone.BAD),
}
