"""What other packages may use of the delivery rules."""

from .rules import META_KEY, PROVINCES, Terms, method_applies, province_of, terms_of
from .selectors import is_pick_up, pick_up_method

__all__ = [
    "META_KEY",
    "PROVINCES",
    "Terms",
    "is_pick_up",
    "method_applies",
    "pick_up_method",
    "province_of",
    "terms_of",
]
