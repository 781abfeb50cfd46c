"""What shipments announce; sent after commit, with ids only."""

from django.dispatch import Signal

order_shipped = Signal()  # order_id; once for an order, not for a correction
