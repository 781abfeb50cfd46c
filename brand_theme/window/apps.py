from __future__ import annotations

from plugins.kernel.registry import CapabilityConfig


class WindowConfig(CapabilityConfig):
    """Read-only pages at the root of the shop."""

    name = "brand_theme.window"
    label = "mall_window"
    verbose_name = "橱窗"
    holds_no_person = "pages without accounts"
    urls = "brand_theme.window.urls"
    graphql_schema = "brand_theme.window.graphql.schema"
