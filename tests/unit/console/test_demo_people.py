"""Demo accounts: on a laptop, and the texts that are compiled."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from saleor.account.models import User

from brand_theme.console.contributions import grants
from brand_theme.console.demo_people import PEOPLE, demo_people_make
from brand_theme.console.errors import DemoOnly
from brand_theme.console.parts import DemoMember


def make(file, *, is_production=False):
    return demo_people_make(is_production=is_production, file=file, grants=grants())


def test_each_role_gets_an_account_that_can_log_in(db, tmp_path):
    passwords = make(tmp_path / "secrets" / "demo_people.txt")

    assert len(passwords) == len(PEOPLE)
    for person, password in passwords.items():
        data = {"username": person.email, "password": password, "next": "/console/"}
        assert Client().post("/console/login/", data).status_code == 302


def test_passwords_stay_when_it_is_repeated_and_only_the_owner_reads_them(db, tmp_path):
    file = tmp_path / "demo_people.txt"

    assert make(file) == make(file)
    assert file.stat().st_mode & 0o077 == 0


def test_lost_file_means_new_passwords(db, tmp_path):
    file = tmp_path / "demo_people.txt"
    before = make(file)
    file.unlink()

    after = make(file)

    assert set(before.values()).isdisjoint(after.values())
    assert User.objects.filter(is_staff=True).count() == len(PEOPLE)


def test_people_of_enterprises_are_never_staff(db, tmp_path):
    settled = []
    member = DemoMember("owner@example.com", "王", "企业负责人", settled.append)

    passwords = demo_people_make(
        is_production=False, file=tmp_path / "people.txt", grants=grants(), members=[member]
    )

    [user] = settled
    assert (user.is_staff, user.check_password(passwords[member])) == (False, True)


def test_production_makes_nobody(db, tmp_path, settings):
    with pytest.raises(DemoOnly):
        make(tmp_path / "demo_people.txt", is_production=True)
    settings.SHOP_ENV = "production"
    with pytest.raises(CommandError, match="生产环境"):
        call_command("demo_people", stdout=StringIO())

    assert not User.objects.exists()
    assert not (tmp_path / "demo_people.txt").exists()


def test_chinese_of_unfold_is_compiled():
    call_command("console_texts", check=True)
