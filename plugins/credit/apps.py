from datetime import timedelta

from plugins.credit import labels
from plugins.kernel.registry import CapabilityConfig


class CreditConfig(CapabilityConfig):
    name = "plugins.credit"
    label = "mall_credit"
    verbose_name = "信用评价"
    holds_no_person = "scores of enterprises; who filed an appeal is an account number"
    graphql_schema = "plugins.credit.graphql.schema"
    console = "plugins.credit.console"
    sweeps = {"credit.publish": timedelta(hours=6)}
    audit_labels = labels.AUDIT
    credit_sources = ("plugins.credit.sources.QUALITY", "plugins.credit.sources.RESPONSE")
    enterprise_notices = labels.NOTICES
    notice_addressees = {
        "mall_credit.creditscore": "plugins.credit.notices.of_scores",
        "mall_credit.appeal": "plugins.credit.notices.of_appeals",
    }
