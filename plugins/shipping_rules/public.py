"""What other packages may use of the delivery rules."""

from .rules import META_KEY, PROVINCES, Terms, method_applies, province_of, terms_of

__all__ = ["META_KEY", "PROVINCES", "Terms", "method_applies", "province_of", "terms_of"]
