"""One kind of token reset, confirmed and deleted; confirming revived banned users."""

from datetime import timedelta

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.utils import timezone
from freezegun import freeze_time
from saleor.account.models import User

from plugins.accounts.services.bans import ban_lift, ban_place
from tests.security.conftest import NEW_PASSWORD, PAGE, PASSWORD, log_in, token_in


@pytest.fixture
def ban(buyer_li, operator_chen):
    def place():
        return ban_place(user_id=buyer_li.pk, by=operator_chen, reason="欺诈", now=timezone.now())

    return place


@pytest.fixture
def reset_token(visitor, buyer_li, mails, answer_of):
    answer_of(visitor, "PasswordResetRequest", email=buyer_li.email, redirectUrl=PAGE)
    [mail] = mails()
    return token_in(mail)


def test_a_reset_link_confirms_nothing(visitor, reset_token, codes_of):
    codes = codes_of(visitor, "AccountConfirm", token=reset_token, password=NEW_PASSWORD)

    assert codes == ["LINK_REFUSED"]


def test_a_reset_link_deletes_nothing_and_changes_no_address(
    client_of, buyer_li, reset_token, codes_of
):
    client = client_of(buyer_li)

    assert codes_of(client, "AccountCloseConfirm", token=reset_token) == ["LINK_REFUSED"]
    assert codes_of(client, "EmailChangeConfirm", token=reset_token) == ["LINK_REFUSED"]
    assert User.objects.get(pk=buyer_li.pk).email == "li@example.com"


def test_saleors_tokens_open_nothing(visitor, client_of, buyer_li, codes_of):
    token = default_token_generator.make_token(buyer_li)

    assert codes_of(visitor, "PasswordReset", token=token, password=NEW_PASSWORD) == [
        "LINK_REFUSED"
    ]
    assert codes_of(client_of(buyer_li), "AccountCloseConfirm", token=token) == ["LINK_REFUSED"]


def test_a_reset_link_works_once(visitor, buyer_li, reset_token, codes_of):
    assert codes_of(visitor, "PasswordReset", token=reset_token, password=NEW_PASSWORD) == []

    again = codes_of(visitor, "PasswordReset", token=reset_token, password="Another-plum-88")

    assert again == ["LINK_REFUSED"]
    log_in(visitor, buyer_li.email, NEW_PASSWORD)


def test_a_weak_password_does_not_use_the_link_up(visitor, reset_token, codes_of):
    assert codes_of(visitor, "PasswordReset", token=reset_token, password="12345678") == [
        "PASSWORD_WEAK"
    ]
    assert codes_of(visitor, "PasswordReset", token=reset_token, password=NEW_PASSWORD) == []


def test_a_reset_link_ends_after_an_hour(visitor, reset_token, codes_of):
    with freeze_time(timezone.now() + timedelta(minutes=61)):
        codes = codes_of(visitor, "PasswordReset", token=reset_token, password=NEW_PASSWORD)

    assert codes == ["LINK_REFUSED"]


@pytest.mark.parametrize("field", ["password", "email"])
def test_a_reset_link_ends_with_a_changed_account(visitor, buyer_li, reset_token, codes_of, field):
    User.objects.filter(pk=buyer_li.pk).update(**{field: "md5$other@example.com"})

    codes = codes_of(visitor, "PasswordReset", token=reset_token, password=NEW_PASSWORD)

    assert codes == ["LINK_REFUSED"]


def test_the_latest_mail_counts(visitor, buyer_li, reset_token, mails, answer_of, codes_of):
    answer_of(visitor, "PasswordResetRequest", email=buyer_li.email, redirectUrl=PAGE)
    [mail] = mails()

    assert codes_of(visitor, "PasswordReset", token=reset_token, password=NEW_PASSWORD) == [
        "LINK_REFUSED"
    ]
    assert codes_of(visitor, "PasswordReset", token=token_in(mail), password=NEW_PASSWORD) == []


def test_a_banned_user_gets_no_mail_and_no_way_in(visitor, buyer_li, ban, mails, codes_of):
    ban()

    for name in ("PasswordResetRequest", "AccountRegister"):
        assert codes_of(visitor, name, email=buyer_li.email, redirectUrl=PAGE) == []
    assert mails() == []
    codes = codes_of(visitor, "LoginWithPassword", email=buyer_li.email, password=PASSWORD)
    assert codes == ["CREDENTIALS_WRONG"]


def test_links_from_before_the_ban_are_void(visitor, buyer_li, reset_token, ban, codes_of):
    ban()

    codes = codes_of(visitor, "PasswordReset", token=reset_token, password=NEW_PASSWORD)

    assert codes == ["LINK_REFUSED"]
    assert not User.objects.get(pk=buyer_li.pk).is_active


def test_activating_the_account_does_not_lift_a_ban(visitor, buyer_li, ban, codes_of):
    ban()
    User.objects.filter(pk=buyer_li.pk).update(is_active=True)

    codes = codes_of(visitor, "LoginWithPassword", email=buyer_li.email, password=PASSWORD)

    assert codes == ["CREDENTIALS_WRONG"]


def test_a_refresh_token_from_before_the_ban_is_void(visitor, buyer_li, ban, codes_of):
    pair = log_in(visitor, buyer_li.email)
    ban()
    visitor.headers = {}

    codes = codes_of(visitor, "LoginRefresh", refreshToken=pair["refreshToken"])

    assert codes == ["REFRESH_REFUSED"]


def test_a_lifted_ban_lets_in_again(visitor, buyer_li, operator_chen, ban):
    placed = ban()

    ban_lift(ban_id=placed.pk, by=operator_chen, reason="误封", now=timezone.now())

    log_in(visitor, buyer_li.email)


def test_a_deactivated_user_cannot_reset(visitor, buyer_li, mails, codes_of):
    User.objects.filter(pk=buyer_li.pk).update(is_active=False)

    codes_of(visitor, "PasswordResetRequest", email=buyer_li.email, redirectUrl=PAGE)

    assert mails() == []


def test_confirming_does_not_revive_a_deactivated_user(
    visitor, buyer_li, mails, answer_of, codes_of
):
    answer_of(visitor, "AccountRegister", email="new@example.com", redirectUrl=PAGE)
    [mail] = mails()
    User.objects.filter(pk=buyer_li.pk).update(email="new@example.com", is_active=False)

    codes = codes_of(visitor, "AccountConfirm", token=token_in(mail), password=NEW_PASSWORD)

    assert codes == ["LINK_REFUSED"]
    assert not User.objects.get(pk=buyer_li.pk).is_active
