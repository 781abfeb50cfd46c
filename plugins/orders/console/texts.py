"""The states of an order in words."""

from brand_theme.console.public import Label, Tone
from plugins.orders.states import OrderState

STATES = {
    OrderState.AWAITING_PAYMENT.value: Label("待付款", Tone.CAREFUL),
    OrderState.PAID.value: Label("已付款", Tone.GOOD),
    OrderState.CANCELLED.value: Label("已取消"),
    OrderState.PAID_LATE.value: Label("取消后到账", Tone.BAD),
    OrderState.REFUNDED.value: Label("已退款"),
}
#: Saleor's own status of a paid order, which says how far its goods are.
FULFILMENT = {
    "unfulfilled": Label("待发货", Tone.WAITING),
    "partially fulfilled": Label("部分发货", Tone.CAREFUL),
    "fulfilled": Label("已发货", Tone.GOOD),
    "canceled": Label("已取消"),
    "draft": Label("草稿"),
}
