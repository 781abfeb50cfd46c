"""Getting in, being slowed down, and being logged out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from brand_theme.console.roles import Role
from plugins.accounts.services import guessing as throttle
from plugins.kernel.models import AuditEntry
from tests.unit.console.conftest import PASSWORD

LOGIN = "/console/login/"
EMAIL = "finance@example.com"


def try_login(password=PASSWORD, *, email=EMAIL, address="10.0.0.1", client=None):
    data = {"username": email, "password": password, "next": "/console/"}
    return (client or Client()).post(LOGIN, data, REMOTE_ADDR=address)


def told(response) -> str:
    return " ".join(response.context["form"].non_field_errors())


@pytest.fixture
def liu(somebody):
    return somebody(Role.FINANCE)


def test_strangers_are_sent_to_the_login_page(db):
    response = Client().get("/console/mall_orders/placedorder/")

    assert response.status_code == 302
    assert response["Location"].startswith("/console/login/?next=/console/")


def test_login_page_is_designed_and_chinese(db):
    page = Client().get(LOGIN).content.decode()

    assert "冶里集 · 工作台" in page
    assert "密码" in page
    assert "lockup-reverse.svg" in page


def test_staff_get_in_and_the_trail_says_so(liu):
    response = try_login()

    assert response["Location"] == "/console/"
    assert AuditEntry.objects.get(action="console.console.entered").actor == f"staff:{liu.pk}"


def test_buyers_are_refused_in_the_same_words_as_a_wrong_password(liu, buyer_li):
    buyer = try_login("Lakeside-plum-7", email="li@example.com")
    wrong = try_login("nonsense")

    assert buyer.status_code == wrong.status_code == 200
    assert told(buyer) == told(wrong) == "邮箱或密码不正确，或该账号不能进入这里。"


def test_cookies_are_strict_and_stay_below_the_console(liu, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    form = client.get(LOGIN)
    entered = try_login(client=client)

    for cookie in (form.cookies["yeli_console_form"], entered.cookies["yeli_console"]):
        assert cookie["path"] == "/console/"
        assert cookie["samesite"] == "Strict"
        assert cookie["httponly"]
        assert cookie["secure"]
    assert entered.cookies["yeli_console"]["expires"] == ""


def test_session_id_that_somebody_planted_is_not_taken_over(liu):
    client = Client()
    client.cookies["yeli_console"] = "planted0planted0planted0planted0"

    entered = try_login(client=client)

    assert entered.cookies["yeli_console"].value != "planted0planted0planted0planted0"


@pytest.mark.parametrize("path", [LOGIN, "/console/", "/enterprise/login/"])
def test_pages_carry_a_policy_without_foreign_hosts(db, path):
    response = Client().get(path)

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert response["Cache-Control"] == "no-store"
    assert response["X-Frame-Options"] == "DENY"


def test_sixth_wrong_password_is_not_even_looked_at(liu):
    for _ in range(throttle.PAIR_FAILURES):
        try_login("nonsense")

    assert "次数过多" in told(try_login(PASSWORD))


def test_lock_holds_neither_the_owner_nor_colleagues(liu, somebody):
    somebody(Role.SERVICE)
    for _ in range(throttle.PAIR_FAILURES):
        try_login("nonsense", address="10.6.6.6")

    assert try_login(address="10.0.0.1").status_code == 302
    assert try_login(email="service@example.com", address="10.6.6.6").status_code == 302


def test_address_that_guesses_many_accounts_is_locked(liu):
    for number in range(throttle.ADDRESS_FAILURES):
        try_login("nonsense", email=f"guess{number}@example.com", address="10.6.6.6")

    assert "次数过多" in told(try_login(address="10.6.6.6"))


def test_flood_lets_known_pairs_through_and_makes_strangers_queue(liu, somebody, monkeypatch):
    somebody(Role.SERVICE)
    monkeypatch.setattr(throttle, "FLOOD_FAILURES", 6)
    monkeypatch.setattr(throttle, "FLOOD_PER_TURN", 1)
    try_login(address="10.0.0.1")
    for number in range(6):
        try_login("nonsense", email=f"guess{number}@example.com", address=f"10.6.6.{number}")

    # Given a flood, strangers share one turn each half minute.
    assert try_login(email="service@example.com", address="10.0.0.2").status_code == 302
    assert "已放慢" in told(try_login(email="service@example.com", address="10.0.0.3"))
    # And whoever logged in from here before notices nothing.
    assert try_login(address="10.0.0.1").status_code == 302


def test_success_forgets_earlier_mistakes(liu):
    for _ in range(throttle.PAIR_FAILURES - 1):
        try_login("nonsense")
    try_login()

    for _ in range(throttle.PAIR_FAILURES - 1):
        try_login("nonsense")

    assert try_login().status_code == 302


@pytest.mark.parametrize(
    ("mark", "ago", "words"),
    [
        ("console_seen", timedelta(minutes=31), "30 分钟"),
        ("console_started", timedelta(hours=11), "10 小时"),
    ],
)
def test_unattended_and_long_sessions_end(finance, mark, ago, words):
    finance.get("/console/")
    session = finance.session
    session[mark] = (timezone.now() - ago).isoformat()
    session.save()

    response = finance.get("/console/", follow=True)

    assert response.redirect_chain[-1][0].startswith(LOGIN)
    assert words in response.content.decode()


def test_deactivated_account_is_out_at_once(somebody, browser_of):
    liu = somebody(Role.FINANCE)
    browser = browser_of(liu)
    assert browser.get("/console/").status_code == 200

    liu.is_active = False
    liu.save()

    assert browser.get("/console/").status_code == 302


def test_password_can_be_changed_and_the_desk_left(liu):
    browser, new = Client(), "Malachite-hill-2027"
    try_login(client=browser)
    form = {"old": PASSWORD, "new": new, "again": new}

    assert browser.get("/console/password_change/").url == "/console/security/"
    assert browser.post("/console/security/password/", form).url == "/console/login/"
    assert browser.get("/console/").status_code == 302
    assert try_login(new, client=browser).status_code == 302
    assert "退出" in browser.post("/console/logout/").content.decode()
    assert browser.get("/console/").status_code == 302


def test_login_goes_to_no_foreign_address(liu):
    data = {"username": EMAIL, "password": PASSWORD, "next": "https://evil.example/"}

    assert Client().post(LOGIN, data)["Location"] == "/console/"
