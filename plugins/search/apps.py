from datetime import timedelta

from plugins.kernel.registry import CapabilityConfig


class SearchConfig(CapabilityConfig):
    name = "plugins.search"
    label = "mall_search"
    verbose_name = "搜索"
    holds_no_person = "words of goods; what people typed is not kept"
    saleor_plugins = ("plugins.search.plugin.SearchPlugin",)
    graphql_schema = "plugins.search.graphql.schema"
    # Bulk writes and renamed towns, enterprises and collections reach no hook.
    sweeps = {"search.rebuild_index": timedelta(days=1)}

    def ready(self) -> None:
        from plugins.search import receivers  # noqa: F401
