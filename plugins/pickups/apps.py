from datetime import timedelta

from plugins.kernel.registry import CapabilityConfig
from plugins.pickups import labels


class PickupsConfig(CapabilityConfig):
    name = "plugins.pickups"
    label = "mall_pickups"
    verbose_name = "自提"
    personal_data = "plugins.pickups.personal_data.PickupsData"
    graphql_schema = "plugins.pickups.graphql.schema"
    picked_up = "plugins.pickups.selectors.is_picked_up"
    shipping_guard = "plugins.pickups.shipping_guard.PickupGuard"
    order_placed = "plugins.pickups.services.pickup_open.pickup_open"
    outbox = {
        "pickups.ready": "plugins.pickups.services.pickups_announce.announce_ready",
        "pickups.ending": "plugins.pickups.services.pickups_announce.announce_ending",
    }
    sweeps = {"pickups.watch": timedelta(minutes=30)}
    timeline = "plugins.pickups.selectors.subjects_of_order"
    audit_labels = labels.AUDIT
    buyer_labels = labels.BUYER
    enterprise_notices = labels.NOTICES
    notice_addressees = {"mall_pickups.pickup": "plugins.pickups.notices.of_pickups"}
    console = "plugins.pickups.console"
