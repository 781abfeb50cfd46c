import pytest
from django.core.exceptions import ValidationError
from freezegun import freeze_time
from saleor.account.error_codes import AccountErrorCode
from saleor.account.utils import create_jwt_token, decode_jwt_token


def test_what_was_signed_is_read_back():
    token = create_jwt_token({"old_email": "li@example.com", "user_pk": 7})

    read = decode_jwt_token(token)

    assert isinstance(token, str)
    assert (read["old_email"], read["user_pk"]) == ("li@example.com", 7)


def test_a_link_lapses_after_an_hour():
    with freeze_time("2026-05-01 08:00:00"):
        token = create_jwt_token({"user_pk": 7})

    with freeze_time("2026-05-01 08:59:59"):
        assert decode_jwt_token(token)["user_pk"] == 7
    with freeze_time("2026-05-01 09:00:01"), pytest.raises(ValidationError) as refused:
        decode_jwt_token(token)
    assert refused.value.error_dict["token"][0].code == AccountErrorCode.INVALID


def test_changing_the_email_address_sends_a_link(execute, buyer_li, mailoutbox):
    document = """
    mutation {
      requestEmailChange(
        newEmail: "new@example.com", password: "Lakeside-plum-7",
        redirectUrl: "http://localhost/confirm"
      ) { accountErrors { field code } }
    }
    """

    answer = execute(document, user=buyer_li)

    assert answer["requestEmailChange"]["accountErrors"] == []
    [letter] = mailoutbox
    assert letter.to == ["new@example.com"]
    assert "http://localhost/confirm?token=" in letter.body
