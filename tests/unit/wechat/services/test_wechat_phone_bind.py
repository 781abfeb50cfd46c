from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from plugins.kernel.models import AuditEntry
from plugins.wechat.errors import CodeInvalid, NoWechatIdentity
from plugins.wechat.models import WechatIdentity
from plugins.wechat.services.wechat_login import wechat_login
from plugins.wechat.services.wechat_phone_bind import wechat_phone_bind

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.django_db


def test_number_is_bound_to_the_identity(wechat, newcomer, code_for):
    user = wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON).user
    code = code_for(newcomer["openid"], "phone")

    phone = wechat_phone_bind(user=user, code=code, gateway=wechat, now=NOON)

    identity = WechatIdentity.objects.get()
    assert (identity.phone, identity.phone_bound_at) == (phone, NOON)
    entry = AuditEntry.objects.get(action="wechat.phone.bound")
    assert phone not in str(entry.details)


def test_login_code_is_no_phone_code(wechat, newcomer, code_for):
    user = wechat_login(code=newcomer["js_code"], gateway=wechat, now=NOON).user

    with pytest.raises(CodeInvalid):
        wechat_phone_bind(user=user, code=code_for(newcomer["openid"]), gateway=wechat, now=NOON)

    assert WechatIdentity.objects.get().phone == ""


def test_user_without_wechat_is_told_to_log_in_there(wechat, buyer_li, wire):
    with pytest.raises(NoWechatIdentity):
        wechat_phone_bind(user=buyer_li, code="c", gateway=wechat, now=NOON)

    assert wire.sent == []
