"""Everything other capabilities may use of the brand.

Whether a product may carry the brand has one answer: `is_licensed`, and its set
form `licensed_products`.
"""

from plugins.brand.actors import Actor, Role
from plugins.brand.selectors.licensed import (
    Badge,
    badges_for,
    is_licensed,
    licensed_among,
    licensed_products,
    next_change,
)

__all__ = [
    "Actor",
    "Badge",
    "Role",
    "badges_for",
    "is_licensed",
    "licensed_among",
    "licensed_products",
    "next_change",
]
