from brand_theme.window.graphql.provenance import ProductProvenance
from brand_theme.window.graphql.queries import WindowQueries

EXTENSIONS = {"saleor.graphql.product.types.Product": ProductProvenance}


class Queries(WindowQueries):
    pass
