"""Users that come from WeChat, and the way there and back in its browser. Pure."""

from __future__ import annotations

import hashlib
import hmac
import re
from urllib.parse import urlencode

#: How long a person may take to answer WeChat's question.
AUTHORISATION_SECONDS = 600
#: A browser's secret: what a page can keep and nobody can guess.
VERIFIER = re.compile(r"[0-9A-Za-z]{32,128}")
#: Pages of the mini-shop; a query may follow, another host may not.
OWN_PAGE = re.compile(r"/pages/[a-z]+/[a-z-]+(\?[\x21-\x22\x24-\x5b\x5d-\x7e]*)?")
#: WeChat asks only whoever has to agree; the silent scope tells no unionid, by which a
#: newcomer is known as the person of the mini-program.
SCOPES = {"login": "snsapi_userinfo", "link": "snsapi_base", "close": "snsapi_base"}
_EXPIRY_DIGITS = 8

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


def authorisation_state(*, secret: str, verifier: str, purpose: str, until: int) -> str:
    """Return what WeChat carries there and back: letters and digits, at most 128 of them.

    It fits one browser's verifier, one purpose and a time, and nobody else can make it.

    Args:
        until: seconds since the epoch.
    """
    expiry = f"{until:0{_EXPIRY_DIGITS}x}"
    message = "\n".join(("wechat.authorisation", expiry, purpose, verifier))
    return expiry + hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()


def is_authorisation_state(
    state: str, *, secret: str, verifier: str, purpose: str, now: int
) -> bool:
    """Tell whether this browser was sent to WeChat by us, for this, a moment ago."""
    try:
        until = int(state[:_EXPIRY_DIGITS], 16)
    except ValueError:
        return False
    made = authorisation_state(secret=secret, verifier=verifier, purpose=purpose, until=until)
    return hmac.compare_digest(made.encode(), state.encode()) and now <= until


def is_own_page(page: str) -> bool:
    """Tell whether `page` is a path of the mini-shop, so that nobody is sent elsewhere."""
    return OWN_PAGE.fullmatch(page) is not None


def authorisation_address(
    *, open_base: str, appid: str, back: str, purpose: str, state: str
) -> str:
    """Return where WeChat asks its person; WeChat demands this order and the last word."""
    query = urlencode(
        {
            "appid": appid,
            "redirect_uri": back,
            "response_type": "code",
            "scope": SCOPES[purpose],
            "state": state,
        }
    )
    return f"{open_base.rstrip('/')}/connect/oauth2/authorize?{query}#wechat_redirect"
