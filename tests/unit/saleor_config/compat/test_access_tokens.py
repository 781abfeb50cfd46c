import pytest
from graphql_jwt.shortcuts import get_token
from saleor.account.models import User

LOG_IN = """
mutation ($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) {
    token
    user { email }
    errors { message }
    accountErrors { field code }
  }
}
"""
SET_PASSWORD = """
mutation ($email: String!, $token: String!) {
  setPassword(email: $email, token: $token, password: "Copper-lake-2026") {
    token
    accountErrors { field code }
  }
}
"""
VERIFY = "mutation ($token: String!) { tokenVerify(token: $token) { user { email } } }"


def test_wrong_password_is_answered_with_an_error_not_a_fault(execute, buyer_li):
    answer = execute(LOG_IN, email=buyer_li.email, password="wrong")

    assert answer["tokenCreate"] == {
        "token": None,
        "user": None,
        "errors": [{"message": "Please, enter valid credentials"}],
        "accountErrors": [{"field": "email", "code": "INVALID_CREDENTIALS"}],
    }


def test_right_password_is_answered_with_a_token(execute, buyer_li):
    answer = execute(LOG_IN, email=buyer_li.email, password="Lakeside-plum-7")

    verified = execute(VERIFY, token=answer["tokenCreate"]["token"])
    assert verified["tokenVerify"]["user"] == {"email": "li@example.com"}


def test_wrong_mail_link_is_answered_with_an_error(execute, buyer_li):
    answer = execute(SET_PASSWORD, email=buyer_li.email, token="wrong")

    assert answer["setPassword"] == {
        "token": None,
        "accountErrors": [{"field": "token", "code": "INVALID"}],
    }
    assert User.objects.get(pk=buyer_li.pk).check_password("Lakeside-plum-7")


def test_an_unreadable_token_is_not_verified(execute, buyer_li):
    assert execute(VERIFY, token="unreadable")["tokenVerify"] is None


@pytest.mark.parametrize("mutation", ["tokenVerify", "tokenRefresh"])
def test_the_token_argument_is_required(mutation):
    from saleor_config.schema import schema

    argument = schema.get_mutation_type().fields[mutation].args["token"]

    assert str(argument.type) == "String!"


def test_a_token_is_refreshed(execute, buyer_li):
    refresh = "mutation ($token: String!) { tokenRefresh(token: $token) { token } }"

    answer = execute(refresh, token=get_token(buyer_li))

    verified = execute(VERIFY, token=answer["tokenRefresh"]["token"])
    assert verified["tokenVerify"]["user"] == {"email": "li@example.com"}
