"""Everything other capabilities may use of search."""

from plugins.search.selectors import Found, search_products, suggestions
from plugins.search.services.index_rebuild import Rebuilt, index_rebuild

__all__ = ["Found", "Rebuilt", "index_rebuild", "search_products", "suggestions"]
