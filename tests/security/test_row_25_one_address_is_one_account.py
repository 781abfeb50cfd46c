"""Another case of the same address made a second account."""

import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from saleor.account.models import User

from tests.security.conftest import NEW_PASSWORD, PAGE, log_in, staff_ask, token_in

migration = importlib.import_module("plugins.accounts.migrations.0002_one_spelling")


def test_registering_in_capitals_finds_the_account(visitor, buyer_li, mails, answer_of):
    answer_of(visitor, "AccountRegister", email=" LI@EXAMPLE.COM ", redirectUrl=PAGE)

    [mail] = mails()
    assert mail.subject.startswith("您已经有账户了")
    assert "#token=" not in mail.body


def test_new_accounts_are_spelt_one_way(visitor, db, mails, answer_of):
    answer_of(visitor, "AccountRegister", email="Wang.Wei@Example.com", redirectUrl=PAGE)
    [mail] = mails()
    answer_of(visitor, "AccountConfirm", token=token_in(mail), password=NEW_PASSWORD)

    assert User.objects.get().email == "wang.wei@example.com"
    log_in(visitor, "WANG.WEI@example.com", NEW_PASSWORD)


def test_the_database_refuses_a_second_spelling(buyer_li):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="Li@Example.com")])


def test_staff_get_an_error_and_no_second_account(client_of, operator_chen, buyer_li):
    response = staff_ask(
        client_of(operator_chen),
        'mutation { customerCreate(input: {email: "LI@example.com"})'
        " { user { id } accountErrors { field code } } }",
    )

    assert response.json()["data"]["customerCreate"] == {
        "user": None,
        "accountErrors": [{"field": "email", "code": "UNIQUE"}],
    }


def test_the_migration_names_accounts_that_collide(buyer_li, django_db_blocker):
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX account_user_email_in_any_case")
    [twin] = User.objects.bulk_create([User(email="LI@example.com")])

    with pytest.raises(migration.AddressesCollide) as refused:
        migration.spell_alike(apps, None)

    assert f"li@example.com (user {buyer_li.pk})" in str(refused.value)
    assert f"LI@example.com (user {twin.pk})" in str(refused.value)


def test_the_migration_spells_the_others_alike(db):
    [mixed] = User.objects.bulk_create([User(email="Old.Spelling@Example.com")])

    migration.spell_alike(apps, None)

    mixed.refresh_from_db()
    assert mixed.email == "old.spelling@example.com"
