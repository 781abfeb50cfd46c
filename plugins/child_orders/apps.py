from datetime import timedelta

from plugins.child_orders import labels
from plugins.kernel.registry import CapabilityConfig


class ChildOrdersConfig(CapabilityConfig):
    name = "plugins.child_orders"
    label = "mall_child_orders"
    verbose_name = "子订单"
    personal_data = "plugins.child_orders.personal_data.ConversationsData"
    graphql_schema = "plugins.child_orders.graphql.schema"
    order_placed = "plugins.child_orders.services.child_orders_make.child_orders_make"
    order_stages = {
        "to_ship": "plugins.child_orders.selectors.orders_to_ship",
        "to_receive": "plugins.child_orders.selectors.orders_to_receive",
    }
    outbox = {
        "child_orders.due": "plugins.child_orders.services.child_orders_remind.announce_due",
    }
    sweeps = {
        "child_orders.remind": timedelta(minutes=10),
        "child_orders.make_missing": timedelta(hours=1),
    }
    timeline = "plugins.child_orders.selectors.subjects_of_order"
    audit_labels = labels.AUDIT
    enterprise_notices = labels.NOTICES
    notice_addressees = {
        "mall_child_orders.childorder": "plugins.child_orders.notices.of_child_orders"
    }
    credit_sources = ("plugins.child_orders.credit.SHIPPING",)
    console = "plugins.child_orders.console"

    def ready(self) -> None:
        from plugins.child_orders import receivers  # noqa: F401
