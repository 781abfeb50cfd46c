"""Nothing limited guesses, and answers told which addresses have accounts."""

import time
from statistics import median

import pytest
from django.core.cache import cache
from django.test import override_settings

from tests.security.conftest import PAGE, log_in

UNKNOWN = "nobody@example.com"
HEAVY = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


@pytest.mark.parametrize("name", ["PasswordResetRequest", "AccountRegister"])
def test_known_and_unknown_addresses_get_the_same_bytes(visitor, buyer_li, name):
    answers = {
        visitor.send(name, email=email, redirectUrl=PAGE).content
        for email in (buyer_li.email, UNKNOWN)
    }

    assert len(answers) == 1
    assert b'"errors": []' in answers.pop()


def test_a_new_address_that_is_taken_is_not_told(visitor, buyer_li, buyer_zhou, mails):
    log_in(visitor, buyer_li.email)
    wish = {"password": "Lakeside-plum-7", "redirectUrl": PAGE}

    answers = {
        visitor.send("EmailChangeRequest", newEmail=email, **wish).content
        for email in (buyer_zhou.email, UNKNOWN)
    }

    assert len(answers) == 1
    assert [mail.to for mail in mails()] == [[UNKNOWN]]


@pytest.mark.parametrize("name", ["PasswordResetRequest", "AccountRegister"])
def test_known_and_unknown_addresses_cost_the_same_queries(
    visitor, buyer_li, name, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor.send(name, email="warm@example.com", redirectUrl=PAGE)
    counts = []
    for email in (buyer_li.email, UNKNOWN):
        with CaptureQueriesContext(connection) as captured:
            visitor.send(name, email=email, redirectUrl=PAGE)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_wrong_passwords_and_unknown_addresses_get_the_same_bytes(visitor, buyer_li):
    answers = {
        visitor.send("LoginWithPassword", email=email, password="wrong").content
        for email in (buyer_li.email, UNKNOWN)
    }

    assert len(answers) == 1
    assert b"CREDENTIALS_WRONG" in answers.pop()


def test_an_unknown_address_is_not_answered_faster(visitor, buyer_li):
    with override_settings(PASSWORD_HASHERS=HEAVY):
        buyer_li.set_password("Lakeside-plum-7")
        buyer_li.save()
        times: dict[str, list[float]] = {buyer_li.email: [], UNKNOWN: []}
        for _ in range(3):
            for email, spent in times.items():
                cache.clear()
                began = time.process_time()
                visitor.send("LoginWithPassword", email=email, password="wrong")
                spent.append(time.process_time() - began)

    known, unknown = (median(spent) for spent in times.values())
    # One hash is several times everything else: without it the ratio is far off.
    assert 0.6 < unknown / known < 1.6


def test_the_sixth_wrong_password_is_not_looked_at(visitor, buyer_li, codes_of):
    for _ in range(5):
        codes = codes_of(visitor, "LoginWithPassword", email="li@example.com", password="wrong")
        assert codes == ["CREDENTIALS_WRONG"]

    right = {"email": "LI@example.com ", "password": "Lakeside-plum-7"}

    assert codes_of(visitor, "LoginWithPassword", **right) == ["LOGIN_TOO_OFTEN"]


def test_the_owner_elsewhere_is_not_locked_out(visitor, buyer_li, codes_of):
    for _ in range(6):
        codes_of(visitor, "LoginWithPassword", email=buyer_li.email, password="wrong")

    visitor.http.defaults["REMOTE_ADDR"] = "61.183.1.9"

    log_in(visitor, buyer_li.email)


@pytest.mark.parametrize("name", ["PasswordResetRequest", "AccountRegister"])
@pytest.mark.parametrize("email", ["li@example.com", UNKNOWN])
def test_the_sixth_mail_to_an_address_waits(visitor, buyer_li, settings, name, email, codes_of):
    settings.RATE_LIMIT_FACTOR = 1
    ask = {"email": email, "redirectUrl": PAGE}
    assert [codes_of(visitor, name, **ask) for _ in range(5)] == [[]] * 5

    assert codes_of(visitor, name, **ask) == ["TOO_OFTEN"]


def test_one_place_may_not_mail_the_world(visitor, db, settings, codes_of):
    settings.RATE_LIMIT_FACTOR = 2  # the door itself counts sixty a minute then
    told = [
        codes_of(visitor, "AccountRegister", email=f"a{number}@example.com", redirectUrl=PAGE)
        for number in range(41)
    ]

    assert told == [[]] * 40 + [["TOO_OFTEN"]]


@pytest.mark.parametrize("name", ["LoginWithPassword", "PasswordReset", "AccountConfirm"])
def test_guessing_documents_are_in_the_strictest_class(name):
    from saleor_config.urls import documents

    [document] = [each for each in documents.values() if each.name == name and each.is_current]
    assert document.rate == "login"
