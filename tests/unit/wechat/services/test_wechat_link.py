from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from plugins.kernel.models import AuditEntry
from plugins.wechat.errors import CodeUsed, IdentityTaken
from plugins.wechat.models import WechatIdentity
from plugins.wechat.public import openid_of
from plugins.wechat.services.wechat_link import wechat_link
from plugins.wechat.services.wechat_login import wechat_login

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.django_db


def test_account_gets_the_identity_that_pays(wechat, newcomer, buyer_li):
    wechat_link(user=buyer_li, code=newcomer["js_code"], gateway=wechat, now=NOON)

    assert openid_of(user=buyer_li, app_id=wechat.appid) == newcomer["openid"]
    entry = AuditEntry.objects.get(action="wechat.identity.linked")
    assert entry.details["user"] == buyer_li.pk


def test_linking_the_same_person_again_changes_nothing(wechat, newcomer, buyer_li, code_for):
    wechat_link(user=buyer_li, code=newcomer["js_code"], gateway=wechat, now=NOON)

    wechat_link(user=buyer_li, code=code_for(newcomer["openid"]), gateway=wechat, now=NOON)

    assert WechatIdentity.objects.count() == 1
    assert AuditEntry.objects.filter(action="wechat.identity.linked").count() == 1


def test_person_with_an_account_is_not_taken_from_it(wechat, newcomer, buyer_li, code_for):
    other = wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON).user

    with pytest.raises(IdentityTaken):
        wechat_link(user=buyer_li, code=code_for(newcomer["openid"]), gateway=wechat, now=NOON)

    assert WechatIdentity.objects.get().user == other


def test_used_code_links_nothing(wechat, newcomer, buyer_li):
    wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON)

    with pytest.raises(CodeUsed):
        wechat_link(user=buyer_li, code=newcomer["js_code"], gateway=wechat, now=NOON)
