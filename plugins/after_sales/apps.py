from datetime import timedelta

from plugins.after_sales import labels
from plugins.kernel.registry import CapabilityConfig


class AfterSalesConfig(CapabilityConfig):
    name = "plugins.after_sales"
    label = "mall_after_sales"
    verbose_name = "售后"
    personal_data = "plugins.after_sales.personal_data.CasesData"
    urls = "plugins.after_sales.urls"
    graphql_schema = "plugins.after_sales.graphql.schema"
    shipping_guard = "plugins.after_sales.shipping_guard.AfterSalesGuard"
    order_stages = {"after_sales": "plugins.after_sales.selectors.orders_with_cases"}
    outbox = {
        "after_sales.moved": "plugins.after_sales.services.cases_announce.announce_moved",
        "after_sales.reminder": "plugins.after_sales.services.cases_announce.announce_reminder",
    }
    sweeps = {
        "after_sales.sweep": timedelta(seconds=60),
        "after_sales.forget_pictures": timedelta(hours=1),
    }
    console = "plugins.after_sales.console"
    timeline = "plugins.after_sales.selectors.subjects_of_order"
    audit_labels = labels.AUDIT
    enterprise_notices = labels.NOTICES
    notice_addressees = {"mall_after_sales.case": "plugins.after_sales.notices.of_cases"}
    buyer_labels = labels.BUYER
    audit_reasons = labels.REASONS

    def ready(self) -> None:
        from plugins.after_sales import receivers  # noqa: F401
