"""Child orders in both consoles: the enterprises' desk, the office's view and the hub."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage
from plugins.child_orders.console import handling, orders, printing
from plugins.child_orders.console.cards import enterprise_cards
from plugins.child_orders.console.staff import GRANTS, MENU, QUEUES, find, order_part
from plugins.marketplace.public import Role, may

__all__ = [
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "MENU",
    "QUEUES",
    "TOPIC_TEXT",
    "enterprise_cards",
    "find",
    "order_part",
]

ENTERPRISE_PAGES = (
    EnterprisePage("orders/", "orders", orders.orders),
    EnterprisePage("orders/pick/", "orders_pick", printing.pick),
    EnterprisePage("orders/slips/", "orders_slips", printing.slips),
    EnterprisePage("orders/<slug:number>/", "order", orders.order),
    EnterprisePage("orders/<slug:number>/ship/", "order_ship", handling.ship),
    EnterprisePage("orders/<slug:number>/correct/", "order_correct", handling.correct),
    EnterprisePage("orders/<slug:number>/ready/", "order_ready", handling.ready),
    EnterprisePage("orders/<slug:number>/take-back/", "order_take_back", handling.take_back),
    EnterprisePage("orders/<slug:number>/message/", "order_message", handling.message),
    EnterprisePage("orders/<slug:number>/waybill/", "order_waybill", handling.waybill),
)
ENTERPRISE_MENU = (EnterpriseEntry("订单", "package_2", "orders", may(Role.ORDERS), position=5),)
TOPIC_TEXT = {"child_orders.due": "提醒企业：发货期限快到了"}
