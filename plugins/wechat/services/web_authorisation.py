"""Send WeChat's browser to WeChat and know it again when it comes back.

Nothing is stored: the state that travels is sealed with the shop's key and fits one
browser only, by a verifier that its page keeps and never puts into an address. A code
that somebody else obtained, smuggled in by a link, finds no verifier and logs nobody in
and links nothing. WeChat redeems each code once.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from plugins.wechat import rules
from plugins.wechat.errors import AuthorisationRefused, ReturnRefused, VerifierInvalid
from plugins.wechat.gateway import LoginGateway, official_account
from plugins.wechat.states import WebPurpose


def web_authorisation_begin(*, purpose: WebPurpose, verifier: str, page: str, now: datetime) -> str:
    """Return the address at which WeChat asks, and from which it comes back to `page`.

    Raises:
        VerifierInvalid: 32 to 128 letters and digits are needed.
        ReturnRefused: `page` is none of the mini-shop's.
        NotConfigured: the shop has no official account.
    """
    if not rules.VERIFIER.fullmatch(verifier):
        raise VerifierInvalid(field="verifier")
    if not rules.is_own_page(page):
        raise ReturnRefused(field="page")
    return rules.authorisation_address(
        open_base=settings.WECHAT_OPEN_BASE,
        appid=official_account().appid,
        back=f"{settings.PUBLIC_ADDRESS}{page}",
        purpose=purpose.value,
        state=rules.authorisation_state(
            secret=settings.SECRET_KEY,
            verifier=verifier,
            purpose=purpose.value,
            until=int(now.timestamp()) + rules.AUTHORISATION_SECONDS,
        ),
    )


def web_authorisation_end(
    *, purpose: WebPurpose, state: str, verifier: str, now: datetime
) -> LoginGateway:
    """Return the official account, which may redeem the code that came with this state.

    Raises:
        AuthorisationRefused: this browser was not sent to WeChat for this purpose in
            the last ten minutes.
        NotConfigured: the shop has no official account.
    """
    is_ours = rules.is_authorisation_state(
        state,
        secret=settings.SECRET_KEY,
        verifier=verifier,
        purpose=purpose.value,
        now=int(now.timestamp()),
    )
    if not is_ours:
        raise AuthorisationRefused(field="state")
    return official_account()
