"""What orders announce; sent after commit, with ids only."""

from django.dispatch import Signal

order_paid = Signal()  # order_id
order_cancelled = Signal()  # order_id
order_refunded = Signal()  # order_id, fen and reference of this refund alone
