from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """What stands on the sheet; `address` is what the QR code leads to."""

    brand_name: str
    holder: str
    credit_code: str
    town: str
    goods: tuple[str, ...]
    marks: tuple[str, ...]
    labels: int
    number: str
    code: str
    starts_on: date
    last_day: date
    issued_on: date
    office: str
    address: str
    is_demo: bool
