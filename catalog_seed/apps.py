from plugins.kernel.registry import CapabilityConfig


class CatalogSeedConfig(CapabilityConfig):
    name = "catalog_seed"
    label = "mall_catalog_seed"
    verbose_name = "商品目录"
    holds_no_person = "the catalogue"
    console = "catalog_seed.console"
    audit_labels = {"catalog_seed.catalogue.loaded": ("载入商品目录", "Catalogue loaded")}
