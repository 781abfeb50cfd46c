"""Let somebody in again who lost both the authenticator and the recovery codes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plugins.accounts.selectors import user_by_email
from plugins.accounts.services.second_factor import second_factor_remove


class Command(BaseCommand):
    help = "停用某账号的两步验证（本人身份须先核实）· Turn an account's second factor off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="记入审计 · goes into the audit trail")

    def handle(self, *args: Any, **options: Any) -> None:
        user = user_by_email(options["email"])
        if user is None:
            raise CommandError("没有这个账号 · There is no such account")
        second_factor_remove(user=user, actor="system:operator", reason=options["reason"])
        self.stdout.write("已停用 · turned off")
