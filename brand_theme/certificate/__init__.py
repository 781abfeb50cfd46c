"""The certificate of a licence as a sheet of A4: PNG for screens, PDF for the printer."""

from brand_theme.certificate.facts import CertificateFacts
from brand_theme.certificate.printing import GlyphMissing, certificate_pdf, certificate_png

__all__ = ["CertificateFacts", "GlyphMissing", "certificate_pdf", "certificate_png"]
