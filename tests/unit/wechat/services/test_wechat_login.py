from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from saleor.account.models import User

from plugins.kernel.errors import GatewayError
from plugins.kernel.models import AuditEntry
from plugins.wechat.errors import (
    AccountClosed,
    CodeInvalid,
    CodeUsed,
    TooOften,
    UserBlocked,
    WechatUnavailable,
)
from plugins.wechat.gateway import WechatSession
from plugins.wechat.models import WechatIdentity
from plugins.wechat.public import is_deliverable, openid_of
from plugins.wechat.services.wechat_login import wechat_login

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.django_db


class OneAnswer:
    """A gateway that says one thing."""

    def __init__(self, answer, appid: str = "wx-shop"):
        self.answer, self.appid = answer, appid

    def session_of(self, code: str) -> WechatSession:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_first_login_makes_a_user(wechat, newcomer):
    login = wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON)

    assert login.created
    assert not login.user.has_usable_password()
    assert not is_deliverable(login.user.email)
    assert not login.user.is_staff
    assert openid_of(user=login.user, app_id=wechat.appid) == newcomer["openid"]
    entry = AuditEntry.objects.get(action="wechat.identity.created")
    assert entry.actor == f"buyer:{login.user.pk}"
    assert newcomer["openid"] not in str(entry.details)
    assert login.user.events.get().type == "account_created"


def test_next_login_finds_the_same_user(wechat, newcomer, code_for):
    first = wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON)
    later = NOON + timedelta(days=1)

    second = wechat_login(code=code_for(newcomer["openid"]), gateway=wechat, now=later)

    assert (second.user, second.created) == (first.user, False)
    assert WechatIdentity.objects.get().last_login_at == later
    assert User.objects.get().last_login == later


def test_two_people_are_two_users(wechat, hands, newcomer):
    other = hands.post("/sim/users", json={}).json

    logins = [
        wechat_login(code=each["js_code"], gateway=wechat, now=NOON) for each in (newcomer, other)
    ]

    assert len({login.user.pk for login in logins}) == 2


def test_openid_of_another_app_is_another_person():
    session = WechatSession(openid="same")

    one = wechat_login(code="c", gateway=OneAnswer(session, "wx-one"), now=NOON)
    two = wechat_login(code="c", gateway=OneAnswer(session, "wx-two"), now=NOON)

    assert one.user != two.user


def test_one_person_in_two_linked_apps_is_one_user():
    one = wechat_login(
        code="c", gateway=OneAnswer(WechatSession("o-1", "union"), "wx-one"), now=NOON
    )
    two = wechat_login(
        code="c", gateway=OneAnswer(WechatSession("o-2", "union"), "wx-two"), now=NOON
    )

    assert (two.user, two.created) == (one.user, False)
    assert User.objects.count() == 1


def test_unionid_that_comes_later_is_kept():
    wechat_login(code="c", gateway=OneAnswer(WechatSession("o-1")), now=NOON)

    wechat_login(code="c", gateway=OneAnswer(WechatSession("o-1", "union")), now=NOON)

    assert WechatIdentity.objects.get().unionid == "union"


def test_used_code_is_refused(wechat, newcomer):
    wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON)

    with pytest.raises(CodeUsed):
        wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON)


def test_expired_code_is_refused_and_makes_nobody(wechat, newcomer, clock):
    clock.forward(301)

    with pytest.raises(CodeInvalid) as refusal:
        wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON)

    assert refusal.value.field == "code"
    assert User.objects.count() == 0


def test_person_whom_wechat_blocks_is_refused(wechat, newcomer, hands):
    hands.post("/sim/users/block", json={"openid": newcomer["openid"]})

    with pytest.raises(UserBlocked):
        wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON)

    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (GatewayError("throttled", code="45011", permanent=False), TooOften),
        (GatewayError("busy", code="-1", permanent=False), WechatUnavailable),
        (GatewayError("bad secret", code="40125", permanent=True), WechatUnavailable),
    ],
)
def test_failing_wechat_is_said_in_our_words(answer, refusal):
    with pytest.raises(refusal):
        wechat_login(code="c", gateway=OneAnswer(answer), now=NOON)

    assert User.objects.count() == 0


def test_wrong_set_up_reaches_the_operators_log(caplog):
    bad_secret = GatewayError("40125 invalid appsecret", code="40125", permanent=True)

    with pytest.raises(WechatUnavailable):
        wechat_login(code="c", gateway=OneAnswer(bad_secret), now=NOON)

    [record] = [record for record in caplog.records if record.name == "plugins.wechat.errors"]
    assert record.levelname == "ERROR"


def test_closed_account_stays_closed(wechat, newcomer, code_for):
    user = wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON).user
    User.objects.filter(pk=user.pk).update(is_active=False)

    with pytest.raises(AccountClosed):
        wechat_login(code=code_for(newcomer["openid"]), gateway=wechat, now=NOON)
