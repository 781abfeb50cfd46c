"""Orders in the console: list, page, queues, charts and search."""

from brand_theme.console.public import MenuEntry, Role, Section
from plugins.orders.console.admin import PlacedOrderAdmin
from plugins.orders.console.figures import CHARTS, QUEUES
from plugins.orders.console.searching import find
from plugins.orders.models import PlacedOrder

__all__ = [
    "CHARTS",
    "GRANTS",
    "MENU",
    "QUEUES",
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
TOPIC_TEXT = {
    "orders.paid": "通知各处：订单已付款",
    "orders.cancelled": "通知各处：订单已取消",
    "orders.refunded": "通知各处：订单已退款",
}
