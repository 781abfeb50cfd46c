"""What pick-ups announce; sent after commit, with ids only."""

from django.dispatch import Signal

pickup_ready = Signal()  # pickup_id; the buyer can come
pickup_ending = Signal()  # pickup_id; her last days have begun, once
