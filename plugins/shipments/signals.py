"""What shipments announce; sent after commit, with ids only."""

from django.dispatch import Signal

order_received = Signal()  # order_id
order_settled = Signal()  # order_id; WeChat has paid out what the order brought
order_shipped = Signal()  # order_id; once for an order, not for a correction
