"""What shipments announce; sent after commit, with ids only."""

from django.dispatch import Signal

order_received = Signal()  # order_id; again when what left later is received
order_settled = Signal()  # order_id; WeChat has paid out what the order brought
order_shipped = Signal()  # order_id, part; once for each part, not for a correction
