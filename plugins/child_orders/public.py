"""Everything other capabilities may use of child orders."""

from plugins.child_orders.models import ChildLine, ChildOrder
from plugins.child_orders.states import ChildState

__all__ = ["ChildLine", "ChildOrder", "ChildState"]
