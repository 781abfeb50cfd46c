"""No login is less than a colleague's account demands, whenever it became one."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from saleor.account.models import User

from plugins.accounts.device import Device
from plugins.accounts.errors import RefreshRefused
from plugins.accounts.models import LoginSession
from plugins.accounts.public import Means, session_open
from plugins.accounts.services.sessions import session_refresh
from plugins.wechat.errors import StaffByPassword
from plugins.wechat.gateway import WechatSession
from plugins.wechat.models import WechatIdentity
from plugins.wechat.services.wechat_link import wechat_link
from plugins.wechat.services.wechat_login import wechat_login

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
DEVICE = Device(name="手机", address="10.0.0.1")
ORDERS = "{ orders(first: 1) { totalCount } }"

pytestmark = pytest.mark.django_db


class Wechat:
    """Two apps of one owner, in which one person stands at the door."""

    def __init__(self, appid: str = "wx-mini"):
        self.appid = appid

    def session_of(self, code: str) -> WechatSession:
        return WechatSession(openid=f"o-{self.appid}", unionid="u-1")


def promoted(user: User) -> User:
    User.objects.filter(pk=user.pk).update(is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="财务")[0])
    user.refresh_from_db()
    return user


def test_wechat_is_not_linked_with_a_colleague(operator_chen):
    with pytest.raises(StaffByPassword):
        wechat_link(user=operator_chen, code="c", gateway=Wechat(), now=NOON)

    assert not WechatIdentity.objects.exists()


@pytest.mark.parametrize("appid", ["wx-mini", "wx-official"])
def test_wechat_logs_no_colleague_in_by_any_app(appid):
    """Password and second factor would have been asked for everywhere else."""
    promoted(wechat_login(code="c", gateway=Wechat(), now=NOON).user)

    with pytest.raises(StaffByPassword):
        wechat_login(code="c", gateway=Wechat(appid), now=NOON)

    assert WechatIdentity.objects.count() == User.objects.count() == 1


def test_what_wechat_opened_for_a_buyer_opens_no_staff_door(visitor, buyer_li):
    pair = session_open(user=buyer_li, device=DEVICE, means=Means.WECHAT, now=timezone.now())
    promoted(buyer_li)
    visitor.headers = {"Authorization": f"JWT {pair.access_token}"}

    answer = visitor.post("/staff/graphql/", {"query": ORDERS}).json()

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["STAFF_ONLY"]
    with pytest.raises(RefreshRefused):
        session_refresh(token=pair.refresh_token, device=DEVICE, now=timezone.now())


@pytest.mark.parametrize("is_required", [True, False])
def test_a_login_from_before_the_role_ends_where_a_second_factor_is_due(
    buyer_li, settings, is_required
):
    settings.SECOND_FACTOR_REQUIRED = is_required
    pair = session_open(user=buyer_li, device=DEVICE, means=Means.PASSWORD, now=timezone.now())
    promoted(buyer_li)

    def refreshed():
        return session_refresh(token=pair.refresh_token, device=DEVICE, now=timezone.now())

    if is_required:
        with pytest.raises(RefreshRefused):
            refreshed()
    else:
        assert refreshed().session == LoginSession.objects.get()


def test_buyers_log_in_and_on_by_wechat():
    user = wechat_login(code="c", gateway=Wechat(), now=NOON).user
    pair = session_open(user=user, device=DEVICE, means=Means.WECHAT, now=timezone.now())

    assert session_refresh(token=pair.refresh_token, device=DEVICE, now=timezone.now())
