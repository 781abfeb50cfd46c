"""What a page of orders asks of each of them, asked once for all."""

from collections import defaultdict

from saleor.graphql.core.dataloaders import DataLoader
from saleor.order.models import OrderLine


class LinesByOrderIdLoader(DataLoader):
    """The lines of each order with what their pictures hang on, in five queries for all."""

    context_key = "placed_order_lines_by_order_id"

    def batch_load(self, keys):
        found = defaultdict(list)
        lines = OrderLine.objects.filter(order__in=keys).order_by("pk")
        # Saleor takes a variant's own picture, or else its product's.
        for line in lines.prefetch_related("variant__images", "variant__product__images"):
            found[line.order_id].append(line)
        return [found[order_id] for order_id in keys]
