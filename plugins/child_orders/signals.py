"""What child orders announce; sent after commit, with ids only."""

from django.dispatch import Signal

shipping_due = Signal()  # child_order_id; once, while there is still time to ship
