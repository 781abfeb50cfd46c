from datetime import timedelta

from plugins.kernel.registry import CapabilityConfig
from plugins.listings import labels


class ListingsConfig(CapabilityConfig):
    name = "plugins.listings"
    label = "mall_listings"
    verbose_name = "商品上架"
    holds_no_person = "goods; authors are named by account number"
    sale_guard = "plugins.listings.guard.SuspensionGuard"
    graphql_schema = "plugins.listings.graphql.schema"
    console = "plugins.listings.console"
    sweeps = {"listings.forget_pictures": timedelta(hours=1)}
    audit_labels = labels.AUDIT
    enterprise_notices = labels.NOTICES
    notice_addressees = {
        "mall_listings.submission": "plugins.listings.notices.of_submissions",
        "mall_listings.listing": "plugins.listings.notices.of_listings",
        "mall_listings.recall": "plugins.listings.notices.of_recalls",
    }
