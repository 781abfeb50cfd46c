"""登录与安全: logins that are listed and ended, passwords, the second factor, bans."""

import re
import time

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from saleor.account.models import User

from brand_theme.console.roles import Role
from plugins.accounts.models import Ban, LoginSession, RecoveryCode
from plugins.accounts.services.bans import ban_place
from plugins.kernel import outbox
from plugins.kernel.models import AuditEntry
from tests.unit.console.conftest import PASSWORD

NEW = "Silver-lake-2027"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148"


def enter(user, *, agent=WINDOWS, address="61.183.1.9", code="", password=PASSWORD):
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    data = {"username": user.email, "password": password, "code": code, "next": "/console/"}
    return client, client.post("/console/login/", data)


@pytest.fixture
def liu(somebody):
    return somebody(Role.FINANCE)


@pytest.fixture
def wu(somebody):
    return somebody(Role.SERVICE)


def digits_of(user, *, confirmed=True, ahead=0) -> str:
    device = TOTPDevice.objects.get(user=user, confirmed=confirmed)
    return f"{totp(device.bin_key, t0=0) if not ahead else _later(device, ahead):06d}"


def _later(device, steps):
    from django_otp.oath import TOTP

    clock = TOTP(device.bin_key)
    clock.time = time.time() + 30 * steps
    return clock.token()


@pytest.fixture
def enrolled(liu):
    """Liu with an authenticator; returns his recovery codes."""
    client, _ = enter(liu)
    client.get("/console/security/second-factor/")
    data = {"digits": digits_of(liu, confirmed=False), "password": PASSWORD}
    page = client.post("/console/security/second-factor/", data)
    return client, page.context["codes"]


def test_a_login_is_listed_with_device_and_masked_network(liu):
    client, _ = enter(liu)

    page = client.get("/console/security/").content.decode()

    assert "Chrome · Windows" in page
    assert "61.183.*.*" in page
    assert "61.183.1.9" not in page


def test_another_login_is_ended_at_once(liu):
    mine, _ = enter(liu)
    other, _ = enter(liu, agent=PHONE)
    target = LoginSession.objects.get(device="iPhone")

    mine.post("/console/security/end/", {"session": str(target.pk)})

    assert other.get("/console/").status_code == 302
    assert mine.get("/console/").status_code == 200


def test_other_peoples_logins_cannot_be_ended(liu, wu):
    mine, _ = enter(liu)
    other, _ = enter(wu)
    target = LoginSession.objects.get(user=wu)

    mine.post("/console/security/end/", {"session": str(target.pk)})

    assert other.get("/console/").status_code == 200


def test_logging_out_is_noted(liu):
    client, _ = enter(liu)

    client.post("/console/logout/")

    assert LoginSession.objects.get().end_reason == "logged_out"


def test_only_a_new_device_is_told(liu, mailoutbox):
    for agent, address in (
        (WINDOWS, "61.183.1.9"),
        (WINDOWS, "61.183.77.3"),  # the same network
        (PHONE, "61.183.1.9"),
    ):
        enter(liu, agent=agent, address=address)
    outbox.deliver_due(now=timezone.now())

    [mail] = mailoutbox
    assert mail.to == [liu.email]
    assert mail.subject.startswith("新设备登录提醒")
    assert "iPhone，61.183.*.*" in mail.body


def test_a_changed_password_logs_everybody_out(liu):
    mine, _ = enter(liu)
    other, _ = enter(liu, agent=PHONE)
    form = {"old": PASSWORD, "new": NEW, "again": NEW}

    answer = mine.post("/console/security/password/", form, follow=True)

    assert "密码已更改" in answer.content.decode()
    assert mine.get("/console/").status_code == other.get("/console/").status_code == 302
    assert not Session.objects.filter(session_key__in=_keys(liu)).exists()
    assert enter(liu, password=NEW)[1].status_code == 302


def _keys(user):
    return LoginSession.objects.filter(user=user).values_list("cookie_key", flat=True)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, "当前密码不正确"),
        ({"old": PASSWORD, "new": NEW, "again": "else"}, "两次输入"),
        ({"old": PASSWORD, "new": "Short-9x", "again": "Short-9x"}, "至少 10 个字符"),
        ({"old": PASSWORD, "new": "password123", "again": "password123"}, "不够安全"),
        ({"old": PASSWORD, "new": "finance@example", "again": "finance@example"}, "不够安全"),
    ],
)
def test_a_bad_password_changes_nothing(liu, form, told):
    client, _ = enter(liu)

    page = client.post("/console/security/password/", form)

    assert told in page.content.decode()
    assert User.objects.get(pk=liu.pk).check_password(PASSWORD)


def test_enrolling_shows_ten_codes_once(liu, enrolled):
    client, codes = enrolled

    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", code) for code in codes)
    kept = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert not kept & {code.replace("-", "") for code in codes}
    assert codes[0] not in client.get("/console/security/").content.decode()


def test_wrong_digits_enrol_nothing(liu):
    client, _ = enter(liu)
    client.get("/console/security/second-factor/")

    page = client.post(
        "/console/security/second-factor/", {"digits": "000000", "password": PASSWORD}
    )

    assert "验证码不正确" in page.content.decode()
    assert not TOTPDevice.objects.filter(confirmed=True).exists()


def test_the_password_alone_does_not_enter_any_more(liu, enrolled):
    _, response = enter(liu)

    assert response.status_code == 200
    assert "两步验证" in str(response.context["form"].errors["code"])


def test_digits_enter_once(liu, enrolled):
    code = digits_of(liu, ahead=1)

    assert enter(liu, code=code)[1].status_code == 302
    assert enter(liu, code=code)[1].status_code == 200


def test_a_recovery_code_enters_once_and_is_audited(liu, enrolled):
    _, codes = enrolled

    assert enter(liu, code=codes[0].upper())[1].status_code == 302
    assert enter(liu, code=codes[0])[1].status_code == 200
    entry = AuditEntry.objects.get(action="accounts.second_factor.code_spent")
    assert entry.details == {"left": 9}


def test_wrong_codes_are_counted_like_wrong_passwords(liu, enrolled):
    _, codes = enrolled
    for _ in range(5):
        enter(liu, code="zzzzzzzzzzzz")

    _, response = enter(liu, code=codes[0])

    assert response.status_code == 200
    assert "次数过多" in " ".join(response.context["form"].non_field_errors())


def test_the_api_asks_for_it_too(liu, enrolled, visitor):
    _, codes = enrolled
    ask = {"email": liu.email, "password": PASSWORD}

    without = visitor.data("LoginWithPassword", **ask)["loginWithPassword"]
    with_code = visitor.data("LoginWithPassword", code=codes[1], **ask)["loginWithPassword"]

    assert [error["code"] for error in without["errors"]] == ["SECOND_FACTOR_NEEDED"]
    assert with_code["accessToken"]


def test_turning_it_off_asks_for_both(liu, enrolled):
    client, codes = enrolled
    client.post("/console/security/second-factor/off/", {"password": PASSWORD, "code": ""})
    assert TOTPDevice.objects.filter(user=liu, confirmed=True).exists()

    client.post("/console/security/second-factor/off/", {"password": PASSWORD, "code": codes[2]})

    assert not TOTPDevice.objects.filter(user=liu).exists()


def test_new_codes_replace_the_old_ones(liu, enrolled):
    client, codes = enrolled

    page = client.post(
        "/console/security/recovery-codes/", {"password": PASSWORD, "code": codes[0]}
    )

    assert enter(liu, code=codes[1])[1].status_code == 200
    assert enter(liu, code=page.context["codes"][0])[1].status_code == 302


@pytest.mark.parametrize("role", [Role.FINANCE, Role.BRAND_HEAD, Role.ADMINISTRATOR])
def test_who_moves_money_or_decides_enrols_first(somebody, settings, visitor, role):
    settings.SECOND_FACTOR_REQUIRED = True
    user = somebody(role)

    client, _ = enter(user)

    assert client.get("/console/").url == "/console/security/second-factor/"
    assert client.get("/console/security/second-factor/").status_code == 200
    answer = visitor.data("LoginWithPassword", email=user.email, password=PASSWORD)
    [error] = answer["loginWithPassword"]["errors"]
    assert error["code"] == "SECOND_FACTOR_REQUIRED"


def test_who_must_have_it_cannot_turn_it_off(liu, enrolled, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client, codes = enrolled

    client.post("/console/security/second-factor/off/", {"password": PASSWORD, "code": codes[2]})

    assert TOTPDevice.objects.filter(user=liu, confirmed=True).exists()
    assert client.get("/console/").status_code == 200


def test_others_may_do_without(wu, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    client, _ = enter(wu)

    assert client.get("/console/").status_code == 200


def test_the_question_costs_one_login_two_queries_and_no_page_any(wu, settings):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    settings.SECOND_FACTOR_REQUIRED = True
    client, _ = enter(wu)
    client.get("/console/")

    with CaptureQueriesContext(connection) as captured:
        client.get("/console/")

    assert not [query for query in captured if "otp_totp" in query["sql"]]


def test_production_requires_it():
    import os
    import subprocess
    import sys

    asked = "from saleor_config.settings import console; print(console.SECOND_FACTOR_REQUIRED)"
    told = {
        switch: subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "SECOND_FACTOR_REQUIRED": switch},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for switch in ("on", "off")
    }

    assert told == {"on": "True", "off": "False"}


def test_service_bans_and_lifts_with_a_reason(wu, buyer_li, client_of):
    li = client_of(buyer_li)
    browser, _ = enter(wu)
    page = browser.get("/console/mall_accounts/ban/do/place/")
    key = re.search(r'name="key" value="(\w+)"', page.content.decode())[1]

    browser.post(
        "/console/mall_accounts/ban/do/place/",
        {"key": key, "email": "LI@example.com", "reason": "多次恶意退货"},
    )

    ban = Ban.objects.get()
    assert (ban.placed_by, ban.reason) == (f"staff:{wu.pk}", "多次恶意退货")
    assert li.send("MyOrders").status_code == 401
    page = browser.get(f"/console/mall_accounts/ban/{ban.pk}/change/").content.decode()
    assert "封禁中" in page
    assert "li@example.com" not in page
    browser.post(f"/console/mall_accounts/ban/{ban.pk}/do/lift/", {"key": "k2", "reason": "误封"})
    ban.refresh_from_db()
    assert ban.lift_reason == "误封"


def test_staff_cannot_be_banned_by_service(wu, liu):
    browser, _ = enter(wu)

    page = browser.post(
        "/console/mall_accounts/ban/do/place/",
        {"key": "k", "email": liu.email, "reason": "试试"},
    )

    assert "不能封禁" in page.content.decode()
    assert not Ban.objects.exists()


def test_a_banned_member_is_out_of_the_console_at_once(liu, operator_chen):
    client, _ = enter(liu)
    liu.groups.clear()
    User.objects.filter(pk=liu.pk).update(is_staff=False)

    ban_place(user_id=liu.pk, by=operator_chen, reason="离职", now=timezone.now())

    assert client.get("/console/").status_code == 302
    assert LoginSession.objects.get().end_reason == "banned"


def test_an_administrator_ends_a_login(somebody, liu):
    other, _ = enter(liu)
    browser, _ = enter(somebody(Role.ADMINISTRATOR))
    target = LoginSession.objects.get(user=liu)

    browser.post(
        f"/console/mall_accounts/loginsession/{target.pk}/do/revoke/",
        {"key": "k", "reason": "电脑遗失"},
    )

    assert other.get("/console/").status_code == 302
    assert AuditEntry.objects.get(action="accounts.session.revoked").reason == "电脑遗失"


def test_the_operator_turns_it_off_for_who_lost_everything(liu, enrolled):
    from django.core.management import call_command

    call_command("second_factor_remove", liu.email, reason="手机遗失，已当面核实")

    assert enter(liu)[1].status_code == 302
    entry = AuditEntry.objects.get(action="accounts.second_factor.removed")
    assert entry.actor == "system:operator"


def test_groups_named_by_the_settings_exist(roles, settings):
    names = set(Group.objects.values_list("name", flat=True))

    assert set(settings.SECOND_FACTOR_GROUPS) <= names
