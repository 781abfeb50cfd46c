from datetime import timedelta

from plugins.cards import labels
from plugins.kernel.registry import CapabilityConfig


class CardsConfig(CapabilityConfig):
    name = "plugins.cards"
    label = "mall_cards"
    verbose_name = "银行卡支付"
    personal_data = "plugins.cards.personal_data.CardsData"
    urls = "plugins.cards.urls"
    graphql_schema = "plugins.cards.graphql.schema"
    payment_provider = "plugins.cards.provider.CardsProvider"
    sweeps = {
        "cards.sync_open": timedelta(seconds=30),
        "cards.settle_refunds": timedelta(seconds=60),
    }
    console = "plugins.cards.console"
    timeline = "plugins.cards.selectors.subjects_of_order"
    audit_labels = labels.AUDIT
    buyer_labels = labels.BUYER
    audit_reasons = labels.REASONS
