from plugins.credit.graphql.queries import CreditQueries
from plugins.credit.graphql.types import ProductExtension

EXTENSIONS = {"saleor.graphql.product.types.products.Product": ProductExtension}


class Queries(CreditQueries):
    pass
