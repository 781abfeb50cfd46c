"""Accounts to try the console with, on a laptop only."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from brand_theme.console.errors import DemoOnly
from brand_theme.console.parts import DemoMember
from brand_theme.console.roles import Role, roles_apply


@dataclass(frozen=True)
class Person:
    """Somebody of the demo; `example.com` belongs to nobody."""

    email: str
    name: str
    role: Role

    @property
    def what(self) -> str:
        return self.role.value


PEOPLE = (
    Person("brand@example.com", "陈品牌", Role.BRAND_OFFICE),
    Person("head@example.com", "余主任", Role.BRAND_HEAD),
    Person("expert@example.com", "石专家", Role.EXPERT),
    Person("market@example.com", "周市场", Role.MARKETING),
    Person("finance@example.com", "刘会计", Role.FINANCE),
    Person("service@example.com", "吴客服", Role.SERVICE),
    Person("admin@example.com", "黄管理", Role.ADMINISTRATOR),
)


def demo_people_make(
    *,
    is_production: bool,
    file: Path,
    grants: dict[Role, set[str]],
    members: Sequence[DemoMember] = (),
) -> dict[Person | DemoMember, str]:
    """Make the roles and the people that are missing and write their passwords into `file`.

    `members` are people of enterprises: never staff.

    Repeating it keeps the passwords that the file has; who lost the file gets
    new ones. Returns the password of each.

    Raises:
        DemoOnly: this is production; nothing was changed.
    """
    if is_production:
        raise DemoOnly()
    known = _read(file)
    everybody: list[Person | DemoMember] = [*PEOPLE, *members]
    passwords = {
        person: known.get(person.email) or secrets.token_urlsafe(9) for person in everybody
    }
    with transaction.atomic():
        roles_apply(grants=grants)
        for person, password in passwords.items():
            _make(person, password)
    _write(file, passwords)
    return passwords


def _make(person: Person | DemoMember, password: str) -> None:
    user, is_new = get_user_model().objects.get_or_create(
        email=person.email, defaults={"first_name": person.name}
    )
    user.is_active = True
    user.is_staff = isinstance(person, Person)
    if is_new or not user.check_password(password):
        user.set_password(password)
    user.save()
    if isinstance(person, DemoMember):
        person.settle(user)
    else:
        user.groups.set(Group.objects.filter(name=person.role.value))


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    lines = [line.split() for line in file.read_text(encoding="utf-8").splitlines()]
    return {words[0]: words[1] for words in lines if len(words) >= 2 and "@" in words[0]}


def _write(file: Path, passwords: dict[Person | DemoMember, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_suffix(".part")
    lines = [f"{person.email} {password} {person.what}" for person, password in passwords.items()]
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    draft.replace(file)
