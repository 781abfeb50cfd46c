from plugins.kernel.registry import CapabilityConfig
from plugins.marketplace import labels


class MarketplaceConfig(CapabilityConfig):
    name = "plugins.marketplace"
    label = "mall_marketplace"
    verbose_name = "商户"
    personal_data = "plugins.marketplace.personal_data.MembersData"
    console = "plugins.marketplace.console"
    enterprise_membership = "plugins.marketplace.actors.is_member"
    outbox = {
        "marketplace.invitation": "plugins.marketplace.services.invitation_deliver.deliver_invitation",
    }
    audit_labels = labels.AUDIT
