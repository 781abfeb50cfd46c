from __future__ import annotations

from datetime import timedelta

from brand_theme.console import labels
from plugins.kernel.registry import CapabilityConfig


class ConsoleConfig(CapabilityConfig):
    """Listed last among the capabilities: it shows what they contribute."""

    name = "brand_theme.console"
    label = "mall_console"
    verbose_name = "工作台"
    holds_no_person = "pages; what was looked at is in the audit trail"
    urls = "brand_theme.console.urls"
    audit_labels = labels.AUDIT
    sweeps = {"console.sessions_clear": timedelta(days=1)}

    def ready(self) -> None:
        from brand_theme.console.contributions import load

        load()
