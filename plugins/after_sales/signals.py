"""What after-sales announces; sent after commit, with ids only."""

from django.dispatch import Signal

case_moved = Signal()  # case_id, state: its new one
case_reminder_due = Signal()  # case_id, state: who is to act in it has little time left
