"""Tokens never expired, survived a change of password, and followed the e-mail address."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest
from django.conf import settings
from django.utils import timezone
from freezegun import freeze_time
from saleor.account.models import User

from plugins.accounts.services.bans import ban_place
from tests.fixtures.clients import ShopClient
from tests.security.conftest import NEW_PASSWORD, PAGE, PASSWORD, log_in, staff_ask, token_in


def refused(client: ShopClient) -> bool:
    response = client.send("MyOrders")
    codes = [error["extensions"]["code"] for error in response.json().get("errors", [])]
    return (response.status_code, codes) == (401, ["TOKEN_REFUSED"])


def test_a_token_expired_in_2001_is_refused(visitor, buyer_li):
    log_in(visitor, buyer_li.email)
    token = visitor.headers["Authorization"].removeprefix("JWT ")
    claims = jwt.decode(token, settings.ACCESS_TOKEN_KEY, algorithms=["HS256"])
    claims["exp"] = datetime(2001, 1, 1, tzinfo=UTC)
    old = jwt.encode(claims, settings.ACCESS_TOKEN_KEY, algorithm="HS256")
    visitor.headers = {"Authorization": f"JWT {old}"}

    assert refused(visitor)


def test_an_access_token_lives_for_minutes(visitor, buyer_li):
    answer = log_in(visitor, buyer_li.email)
    assert answer["expiresIn"] == 300

    with freeze_time(timezone.now() + timedelta(seconds=301)):
        assert refused(visitor)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "li@example.com", "exp": 4_000_000_000},
        {"user_id": 1, "exp": 4_000_000_000, "iat": 1},
        {"sub": "1", "sid": "no-uuid", "key": "k", "purpose": "access", "exp": 4e9, "iat": 1},
    ],
)
def test_saleors_own_tokens_are_none_of_ours(visitor, buyer_li, claims):
    token = jwt.encode(claims, settings.ACCESS_TOKEN_KEY, algorithm="HS256")
    visitor.headers = {"Authorization": f"JWT {token}"}

    assert refused(visitor)


@pytest.mark.parametrize("algorithm", ["none", "HS512"])
def test_other_algorithms_are_refused(visitor, buyer_li, algorithm):
    log_in(visitor, buyer_li.email)
    token = visitor.headers["Authorization"].removeprefix("JWT ")
    claims = jwt.decode(token, settings.ACCESS_TOKEN_KEY, algorithms=["HS256"])
    key = None if algorithm == "none" else settings.ACCESS_TOKEN_KEY
    visitor.headers = {"Authorization": f"JWT {jwt.encode(claims, key, algorithm=algorithm)}"}

    assert refused(visitor)


def test_old_tokens_die_with_a_changed_password(visitor, buyer_li, codes_of):
    thief = ShopClient()
    stolen = log_in(thief, buyer_li.email)
    log_in(visitor, buyer_li.email)
    answer = visitor.data("PasswordChange", oldPassword=PASSWORD, newPassword=NEW_PASSWORD)
    visitor.headers = {"Authorization": f"JWT {answer['passwordChange']['accessToken']}"}

    assert refused(thief)
    thief.headers = {}
    codes = codes_of(thief, "LoginRefresh", refreshToken=stolen["refreshToken"])
    assert codes == ["REFRESH_REFUSED"]
    assert visitor.send("MyOrders").status_code == 200  # who changed it stays


@pytest.mark.parametrize("field", ["password", "email"])
def test_old_tokens_die_whoever_wrote_the_row(visitor, buyer_li, field):
    log_in(visitor, buyer_li.email)

    User.objects.filter(pk=buyer_li.pk).update(**{field: "md5$other$hash@example.com"})

    assert refused(visitor)


def test_a_token_does_not_follow_the_address_to_its_next_owner(visitor, buyer_li, mails, answer_of):
    thief = ShopClient()
    log_in(thief, "li@example.com")
    log_in(visitor, "li@example.com")
    answer_of(
        visitor,
        "EmailChangeRequest",
        newEmail="li-new@example.com",
        password=PASSWORD,
        redirectUrl=PAGE,
    )
    [mail] = mails()
    assert answer_of(visitor, "EmailChangeConfirm", token=token_in(mail))["errors"] == []
    User.objects.create_user("li@example.com", "Somebody-else-9")

    assert refused(thief)


def test_old_tokens_die_with_a_logout_everywhere(visitor, buyer_li, answer_of):
    other = ShopClient()
    log_in(other, buyer_li.email)
    log_in(visitor, buyer_li.email)

    assert answer_of(visitor, "LogoutEverywhere") == {"ended": 2, "errors": []}

    assert refused(other)
    assert refused(visitor)


def test_a_logout_ends_one_login(visitor, buyer_li, answer_of):
    other = ShopClient()
    log_in(other, buyer_li.email)
    log_in(visitor, buyer_li.email)

    answer_of(visitor, "Logout")

    assert refused(visitor)
    assert other.send("MyOrders").status_code == 200


def test_old_tokens_die_with_a_ban(visitor, buyer_li, operator_chen):
    log_in(visitor, buyer_li.email)

    ban_place(user_id=buyer_li.pk, by=operator_chen, reason="欺诈", now=timezone.now())

    assert refused(visitor)


@pytest.mark.parametrize(
    "mutation",
    [
        'tokenCreate(email: "li@example.com", password: "Lakeside-plum-7") { token }',
        'tokenRefresh(token: "x") { token }',
        'tokenVerify(token: "x") { payload }',
        'setPassword(email: "a@b.cn", password: "x", token: "x") { token }',
        'confirmAccount(email: "a@b.cn", token: "x") { errors { message } }',
    ],
)
def test_saleors_mutations_are_on_no_door(visitor, client_of, operator_chen, mutation):
    query = f"mutation {{ {mutation} }}"

    assert visitor.post("/graphql/", {"query": query}).status_code == 404
    response = staff_ask(client_of(operator_chen), query)
    assert response.status_code == 400
    assert "Cannot query field" in response.json()["errors"][0]["message"]


def test_staff_log_in_the_same_way(visitor, operator_chen):
    log_in(visitor, operator_chen.email, "Copper-lake-2026")

    response = staff_ask(visitor, "{ me { email isStaff } }")

    assert response.json()["data"]["me"] == {"email": "chen@example.com", "isStaff": True}


def test_the_header_costs_one_query(visitor, buyer_li, django_assert_num_queries, rf):
    from plugins.accounts.public import identify_user

    log_in(visitor, buyer_li.email)
    request = rf.post("/graphql/", headers=visitor.headers)

    with django_assert_num_queries(1):
        assert identify_user(request) == buyer_li
