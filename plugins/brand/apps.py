from datetime import timedelta

from plugins.brand import labels, told
from plugins.kernel.registry import CapabilityConfig


class BrandConfig(CapabilityConfig):
    name = "plugins.brand"
    label = "mall_brand"
    verbose_name = "区域公共品牌"
    personal_data = "plugins.brand.personal_data.BrandData"
    urls = "plugins.brand.web.urls"
    console = "plugins.brand.console"
    sale_guard = "plugins.brand.guard.LicenceGuard"
    sweeps = {"brand.reminders_owe": timedelta(hours=6)}
    outbox = {"brand.remind": "plugins.brand.services.reminders_send.remind"}
    audit_labels = labels.AUDIT
    enterprise_notices = told.NOTICES
    notice_addressees = {
        "mall_brand.licence": "plugins.brand.notices.of_licences",
        "mall_brand.enterprise": "plugins.brand.notices.of_enterprises",
    }
    credit_sources = ("plugins.brand.credit.SUPERVISION", "plugins.brand.credit.COMPLAINTS")
