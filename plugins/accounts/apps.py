from datetime import timedelta

from plugins.accounts import labels
from plugins.kernel.registry import CapabilityConfig


class AccountsConfig(CapabilityConfig):
    name = "plugins.accounts"
    label = "mall_accounts"
    verbose_name = "账号"
    personal_data = "plugins.accounts.personal_data.LoginsData"
    graphql_schema = "plugins.accounts.graphql.schema"
    console = "plugins.accounts.console"
    outbox = {
        "accounts.letter": "plugins.accounts.services.letters.letter_deliver",
    }
    sweeps = {"accounts.expired_sweep": timedelta(hours=1)}
    audit_labels = labels.AUDIT
    audit_reasons = labels.REASONS
