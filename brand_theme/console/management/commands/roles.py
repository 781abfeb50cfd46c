"""`manage.py roles`: make the groups have what the capabilities grant them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from brand_theme.console.contributions import grants
from brand_theme.console.roles import PermissionUnknown, roles_apply


class Command(BaseCommand):
    help = "Makes the five groups with their permissions; safe to repeat, undoes changes by hand."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = roles_apply(grants=grants())
        except PermissionUnknown as unknown:
            raise CommandError(
                f"权限不存在，请先运行 migrate · no such permission, run migrate first: {unknown}"
            ) from unknown
        table = Table(title="角色 · roles", title_justify="left")
        table.add_column("组 · group")
        table.add_column("权限数 · permissions", justify="right")
        for role, count in counts.items():
            table.add_row(role.value, str(count))
        Console(file=self.stdout).print(table)
