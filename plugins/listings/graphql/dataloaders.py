from django.utils import timezone
from saleor.graphql.core.dataloaders import DataLoader

from plugins.listings.selectors.promises import promises_of


class PromiseByProductIdLoader(DataLoader):
    """When each product leaves, in two queries for all of them."""

    context_key = "ship_promise_by_product_id"

    def batch_load(self, keys):
        found = promises_of(product_ids=keys, today=timezone.localdate())
        return [found[product_id] for product_id in keys]
