"""Orders in the console: list, page, queues, charts and search."""

from brand_theme.console.public import MenuEntry, Role, Section
from plugins.orders.console.admin import PlacedOrderAdmin
from plugins.orders.console.figures import CHARTS, QUEUES
from plugins.orders.console.searching import find
from plugins.orders.models import PlacedOrder

__all__ = [
    "ACTION_TEXT",
    "CHARTS",
    "GRANTS",
    "MENU",
    "QUEUES",
    "REASON_TEXT",
    "TOPIC_TEXT",
    "PlacedOrderAdmin",
    "find",
]

MENU = (
    MenuEntry(Section.ORDERS, "全部订单", "receipt_long", PlacedOrder),
    MenuEntry(Section.ORDERS, "待发货", "package_2", PlacedOrder, "fulfilment=open"),
)
_VIEW, _REVEAL = "mall_orders.view_placedorder", "mall_orders.change_placedorder"
GRANTS = {
    Role.BRAND_OFFICE: (_VIEW,),
    Role.FINANCE: (_VIEW,),
    Role.SERVICE: (_VIEW, _REVEAL),
}
ACTION_TEXT = {
    "orders.order.placed": "下单",
    "orders.order.paid": "付款成功",
    "orders.order.paid_late": "取消后到账",
    "orders.order.paid_twice": "重复支付",
    "orders.order.cancelled": "取消订单",
    "orders.order.money_returned": "款项退回",
    "orders.order.refunded": "全部退款",
    "orders.order.shipped": "发货出库",
    "orders.order.recipient_revealed": "查看收件人完整信息",
}
REASON_TEXT = {
    "buyer_cancelled": "买家取消",
    "payment_overdue": "超时未付",
    "payment_ended": "订单已结束",
    "closed_at_wechat": "微信已关闭",
    "canceled_at_stripe": "Stripe 已取消",
    "stripe_refused": "Stripe 未受理",
}
TOPIC_TEXT = {
    "orders.paid": "通知各处：订单已付款",
    "orders.cancelled": "通知各处：订单已取消",
    "orders.refunded": "通知各处：订单已退款",
}
