from saleor.graphql.core.dataloaders import DataLoader

from plugins.brand.public import makers_of
from plugins.credit.selectors.scores import stars_by_enterprise


class EnterpriseStarsByProductIdLoader(DataLoader):
    """The stars of each product's maker, in two queries for all of them."""

    context_key = "enterprise_stars_by_product_id"

    def batch_load(self, keys):
        makers = makers_of(product_ids=keys)
        stars = stars_by_enterprise(enterprise_ids=set(makers.values()))
        return [stars.get(makers[key]) if key in makers else None for key in keys]
