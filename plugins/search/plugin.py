from __future__ import annotations

from typing import Any

from saleor.plugins.base_plugin import BasePlugin
from saleor.product.models import Product

from plugins.search.services.product_index import product_index_after_commit


class SearchPlugin(BasePlugin):
    """Tells search of new products.

    The moment of `product_created` is later than the row's own signal: by then
    Saleor has put the product into its collections.
    """

    PLUGIN_ID = "mall.search"
    PLUGIN_NAME = "商品搜索 Product search"
    PLUGIN_DESCRIPTION = "新商品上架后立即可被搜到。New products are found at once."
    DEFAULT_ACTIVE = True

    def product_created(self, product: Product, previous_value: Any) -> Any:
        if not self.active:
            return previous_value
        product_index_after_commit(product_id=product.pk)
        return previous_value
