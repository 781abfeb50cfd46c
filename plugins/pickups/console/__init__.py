"""Pick-up in both consoles: the enterprises' desk and points, the office's view."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage
from plugins.marketplace.public import Role, may
from plugins.pickups.console import desk, points
from plugins.pickups.console.desk import enterprise_cards
from plugins.pickups.console.staff import GRANTS, MENU, PickupPointAdmin, order_part

__all__ = [
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "MENU",
    "TOPIC_TEXT",
    "PickupPointAdmin",
    "enterprise_cards",
    "order_part",
]

_POINT = "pickups/points/<int:point_id>/"
ENTERPRISE_PAGES = (
    EnterprisePage("pickups/", "pickups", desk.desk),
    EnterprisePage("pickups/hand-over/", "pickup_hand_over", desk.hand_over),
    EnterprisePage("pickups/points/", "pickup_points", points.points),
    EnterprisePage("pickups/points/new/", "pickup_point_new", points.new),
    EnterprisePage(_POINT, "pickup_point", points.one),
    EnterprisePage(f"{_POINT}switch/", "pickup_point_switch", points.switch),
    EnterprisePage("pickups/<slug:number>/", "pickup", desk.pickup),
    EnterprisePage("pickups/<slug:number>/ready/", "pickup_ready", desk.ready),
    EnterprisePage("pickups/<slug:number>/close/", "pickup_close", desk.close),
)
ENTERPRISE_MENU = (EnterpriseEntry("自提", "storefront", "pickups", may(Role.ORDERS), position=6),)
TOPIC_TEXT = {
    "pickups.ready": "通知买家：自提商品已备好",
    "pickups.ending": "提醒买家：自提快到最后一天",
}
