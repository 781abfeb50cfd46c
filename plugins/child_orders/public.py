"""Everything other capabilities may use of child orders."""

from plugins.child_orders.bought import BoughtLine, bought_line_of, bought_lines
from plugins.child_orders.errors import ChildOrderNotFound, NotReady, PickedUp
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.selectors import (
    ChildCounts,
    PickRow,
    child_counts,
    child_order_of_enterprise,
    child_orders_due,
    child_orders_of,
    late_child_orders,
    owners_of_lines,
    pick_list,
    refunds_of_lines,
)
from plugins.child_orders.services.child_hand_over import (
    child_ready,
    child_take_back,
    hub_collect,
)
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.child_orders.services.child_pick_up import (
    child_fetched,
    child_pick_up_lock,
    child_set_aside,
)
from plugins.child_orders.services.child_refunds_count import refunds_expected
from plugins.child_orders.services.child_ship import child_label_correct, child_ship, hub_ship
from plugins.child_orders.services.message_send import message_send_by_enterprise
from plugins.child_orders.services.recipient_show import Recipient, recipient_show
from plugins.child_orders.signals import shipping_due
from plugins.child_orders.states import ChildState

__all__ = [
    "BoughtLine",
    "bought_line_of",
    "bought_lines",
    "ChildCounts",
    "ChildOrder",
    "ChildOrderNotFound",
    "ChildState",
    "NotReady",
    "PickRow",
    "PickedUp",
    "Recipient",
    "child_counts",
    "child_fetched",
    "child_label_correct",
    "child_order_of_enterprise",
    "child_orders_due",
    "child_orders_follow",
    "child_orders_of",
    "child_pick_up_lock",
    "child_ready",
    "child_set_aside",
    "child_ship",
    "child_take_back",
    "hub_collect",
    "hub_ship",
    "late_child_orders",
    "message_send_by_enterprise",
    "owners_of_lines",
    "pick_list",
    "recipient_show",
    "refunds_expected",
    "refunds_of_lines",
    "shipping_due",
]
