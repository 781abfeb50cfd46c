"""What the audited moves of a child order are called."""

from collections.abc import Mapping

from plugins.kernel.registry import EnterpriseNotice

AUDIT: Mapping[str, tuple[str, str]] = {
    "child_orders.child_order.made": ("订单交给企业", "Child order made"),
    "child_orders.child_order.to_ship": ("待发货", "To be shipped"),
    "child_orders.child_order.ready": ("已备好", "Packed"),
    "child_orders.child_order.collected": ("分拨中心已揽收", "Collected by the hub"),
    "child_orders.child_order.shipped": ("已发货", "Child order shipped"),
    "child_orders.child_order.received": ("已收货", "Child order received"),
    "child_orders.child_order.cancelled": ("已取消", "Child order cancelled"),
    "child_orders.child_order.refunded": ("已全额退款", "Child order refunded"),
    "child_orders.child_order.reminded": ("提醒企业发货", "Enterprise reminded to ship"),
    "child_orders.child_order.recipient_shown": ("查看完整收件信息", "Recipient shown"),
}

NOTICES: Mapping[str, EnterpriseNotice] = {
    "child_orders.child_order.reminded": EnterpriseNotice(
        kind="order",
        role="orders",
        subject="订单 {number} 快到发货期限",
        text="订单 {number} 须在 {ship_by} 前发出，逾期计入信用评价。",
        english="An order has to leave soon.",
        button="去发货",
    ),
}
