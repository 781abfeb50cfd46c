"""Everything other capabilities may use of the brand.

Whether a product may carry the brand has one answer: `is_licensed`, and its set
form `licensed_products`.
"""

from plugins.brand.actors import Actor, Role
from plugins.brand.models import Enterprise
from plugins.brand.selectors.licensed import (
    Badge,
    badges_for,
    is_licensed,
    licensed_among,
    licensed_products,
    next_change,
)
from plugins.brand.selectors.makers import makers_of

__all__ = [
    "Actor",
    "Badge",
    "Enterprise",
    "Role",
    "badges_for",
    "is_licensed",
    "licensed_among",
    "licensed_products",
    "makers_of",
    "next_change",
]
