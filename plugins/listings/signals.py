"""What listings announce; sent after commit, with ids only."""

from django.dispatch import Signal

submission_decided = Signal()  # submission_id
listing_suspended = Signal()  # listing_id, product_id
recall_opened = Signal()  # recall_id, product_id
