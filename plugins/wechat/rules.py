"""Users that come from WeChat. Pure."""

from __future__ import annotations

#: RFC 2606 reserves `.invalid`: no mail server will ever accept for it.
MAIL_DOMAIN = "wechat.invalid"


def synthetic_email(mailbox: str) -> str:
    """Return an address for a person who gave none; Saleor needs one, unique."""
    return f"{mailbox}@{MAIL_DOMAIN}"


def is_deliverable(email: str) -> bool:
    """Tell whether mail to this user can arrive."""
    return not email.lower().endswith(f"@{MAIL_DOMAIN}")


def phone_with_country(number: str, country_code: str | int) -> str:
    """Return E.164 of what WeChat calls `purePhoneNumber` and `countryCode`."""
    digits = "".join(c for c in f"{country_code}{number}" if c.isdigit())
    return f"+{digits}"
