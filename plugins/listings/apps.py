from plugins.kernel.registry import CapabilityConfig
from plugins.listings import labels


class ListingsConfig(CapabilityConfig):
    name = "plugins.listings"
    label = "mall_listings"
    verbose_name = "商品上架"
    holds_no_person = "goods; authors are named by account number"
    sale_guard = "plugins.listings.guard.SuspensionGuard"
    console = "plugins.listings.console"
    audit_labels = labels.AUDIT
