from collections import defaultdict

from saleor.graphql.core.dataloaders import DataLoader

from plugins.child_orders.models import ChildOrder
from plugins.child_orders.selectors import with_lines
from plugins.shipments.public import shipped_parts_of


class ChildOrdersByOrderIdLoader(DataLoader):
    """The parts of each order, in three queries for all of them."""

    context_key = "child_orders_by_order_id"

    def batch_load(self, keys):
        found = defaultdict(list)
        for child in with_lines(ChildOrder.objects.filter(order__in=keys)).order_by("pk"):
            found[child.order_id].append(child)
        return [found[order_id] for order_id in keys]


class ShippedPartsByOrderIdLoader(DataLoader):
    """What has left of each order, in two queries for all of them."""

    context_key = "shipped_parts_by_order_id"

    def batch_load(self, keys):
        found = shipped_parts_of(order_ids=keys)
        return [found.get(order_id, []) for order_id in keys]
