"""`manage.py demo_people`: an account for each role, on a laptop only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from brand_theme.console.contributions import demo_members, grants
from brand_theme.console.demo_people import demo_people_make
from plugins.kernel.errors import DomainError


class Command(BaseCommand):
    help = (
        "Makes the roles and a staff account for each, and shows the passwords. "
        "Refused in production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="do not show the passwords")

    def handle(self, *args: Any, **options: Any) -> None:
        file = settings.SHOP_HOME.secrets / "demo_people.txt"
        try:
            passwords = demo_people_make(
                is_production=settings.SHOP_ENV == "production",
                file=file,
                grants=grants(),
                members=demo_members(),
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        if options["quiet"]:
            return
        table = Table(title=f"演示账号 · demo accounts ({file})", title_justify="left")
        for heading in ("角色 · role", "邮箱 · e-mail", "密码 · password"):
            table.add_column(heading)
        for person, password in passwords.items():
            table.add_row(person.what, person.email, password)
        Console(file=self.stdout).print(table)
