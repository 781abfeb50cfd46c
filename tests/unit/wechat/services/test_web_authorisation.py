"""From the shop's page to WeChat and back, against the simulator."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from plugins.wechat.errors import (
    AuthorisationRefused,
    CodeUsed,
    IdentityTaken,
    ReturnRefused,
    SnapshotPerson,
    VerifierInvalid,
)
from plugins.wechat.gateway import OfficialAccountGateway
from plugins.wechat.models import WechatIdentity
from plugins.wechat.services import web_authorisation
from plugins.wechat.services.wechat_link import wechat_link
from plugins.wechat.services.wechat_login import wechat_login
from plugins.wechat.states import WebPurpose
from plugins.wechat_simulator import people

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
VERIFIER = "a1b2" * 10
LOGIN_PAGE = "/pages/account/login?then=%2Fpages%2Fme%2Findex"


@pytest.fixture
def official(official_client, monkeypatch, settings) -> OfficialAccountGateway:
    settings.PUBLIC_ADDRESS = "http://127.0.0.1:8000"
    settings.WECHAT_OPEN_BASE = "http://127.0.0.1:8001"
    account = OfficialAccountGateway(official_client)
    monkeypatch.setattr(web_authorisation, "official_account", lambda: account)
    return account


@pytest.fixture
def visit(hands, official):
    """`visit(purpose, openid=…)` goes to WeChat and back; returns code and state."""

    def go(purpose=WebPurpose.LOGIN, **who):
        address = web_authorisation.web_authorisation_begin(
            purpose=purpose, verifier=VERIFIER, page=LOGIN_PAGE, now=NOON
        )
        asked = parse_qs(urlsplit(address).query)
        form = {name: values[0] for name, values in asked.items()}
        answer = hands.post("/connect/oauth2/authorize", data={**form, **who})
        assert answer.location.startswith(f"http://127.0.0.1:8000{LOGIN_PAGE.split('?')[0]}")
        back = parse_qs(urlsplit(answer.location).query)
        assert back["then"] == ["/pages/me/index"]
        return back["code"][0], back["state"][0]

    return go


def end(state, *, purpose=WebPurpose.LOGIN, verifier=VERIFIER, now=NOON):
    return web_authorisation.web_authorisation_end(
        purpose=purpose, state=state, verifier=verifier, now=now
    )


def test_person_of_the_mini_program_is_herself_in_the_browser(visit, wechat, newcomer):
    at_home = wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON)

    code, state = visit(openid=newcomer["openid"])
    in_browser = wechat_login(code=code, gateway=end(state), now=NOON)

    assert (in_browser.user, in_browser.created) == (at_home.user, False)
    first, second = WechatIdentity.objects.order_by("pk")
    assert first.unionid == second.unionid != ""
    assert first.openid != second.openid
    assert first.app_id != second.app_id


def test_code_works_once(visit):
    code, state = visit(nickname="晓梅")
    wechat_login(code=code, gateway=end(state), now=NOON)

    with pytest.raises(CodeUsed):
        wechat_login(code=code, gateway=end(state), now=NOON)

    assert WechatIdentity.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"verifier": "f" * 40},
        {"purpose": WebPurpose.LINK},
        {"now": NOON + timedelta(minutes=10, seconds=1)},
    ],
)
def test_somebody_elses_or_an_old_way_back_is_refused(visit, change):
    """A link with an attacker's code and state finds another verifier in this browser."""
    _, state = visit(nickname="路人")

    with pytest.raises(AuthorisationRefused):
        end(state, **change)


def test_way_back_leads_to_the_shop_alone(official):
    with pytest.raises(ReturnRefused):
        web_authorisation.web_authorisation_begin(
            purpose=WebPurpose.LOGIN, verifier=VERIFIER, page="//evil.example", now=NOON
        )
    with pytest.raises(VerifierInvalid):
        web_authorisation.web_authorisation_begin(
            purpose=WebPurpose.LOGIN, verifier="short", page=LOGIN_PAGE, now=NOON
        )


def test_preview_of_a_page_logs_nobody_in(visit, world):
    code, state = visit(nickname="晓梅")

    world.faults.arm("web_login.snapshot")

    with pytest.raises(SnapshotPerson):
        wechat_login(code=code, gateway=end(state), now=NOON)

    assert WechatIdentity.objects.count() == 0


def test_account_is_linked_silently_and_pays_under_that_app(visit, buyer_li, newcomer, world):
    code, state = visit(WebPurpose.LINK, openid=newcomer["openid"])

    identity = wechat_link(
        user=buyer_li, code=code, gateway=end(state, purpose=WebPurpose.LINK), now=NOON
    )

    account = world.identity.official_appid
    assert identity.app_id == account
    assert identity.openid == people.openid_in(world, newcomer["openid"], appid=account)
    assert identity.unionid == ""  # the silent scope does not tell


def test_person_known_in_one_app_is_not_taken_by_another_account(visit, wechat, newcomer, buyer_li):
    """When WeChat says who she is across apps, an account of somebody else cannot have her."""
    wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON)
    code, state = visit(openid=newcomer["openid"])

    with pytest.raises(IdentityTaken):
        wechat_link(user=buyer_li, code=code, gateway=end(state), now=NOON)

    assert not WechatIdentity.objects.filter(user=buyer_li).exists()
