"""`manage.py outbox`: what is owed, and what was put aside."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from plugins.kernel import outbox
from plugins.kernel.models import OutboxMessage, OutboxState


class Command(BaseCommand):
    help = "Lists side effects that are owed or put aside; --retry tries one (or all) again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retry", metavar="ID", help="the number of a message, or `all`")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry"]:
            self._retry(options["retry"])
        table = Table(title="待办与搁置 · owed and put aside", title_justify="left")
        for heading in ("ID", "事项 · topic", "状态", "次数", "下次 · due", "原因 · error"):
            table.add_column(heading)
        waiting = OutboxMessage.objects.exclude(state=OutboxState.DONE)
        for message in waiting:
            table.add_row(
                str(message.pk),
                str(message),
                message.get_state_display(),
                str(message.attempts),
                f"{timezone.localtime(message.due_at):%m-%d %H:%M:%S}",
                message.last_error,
            )
        Console().print(table if table.row_count else "没有待办 · Nothing is owed.")

    def _retry(self, wanted: str) -> None:
        dead = OutboxMessage.objects.filter(state=OutboxState.DEAD)
        if wanted != "all":
            if not wanted.isdigit():
                raise CommandError("--retry 需要编号或 all · --retry takes a number or `all`")
            dead = dead.filter(pk=int(wanted))
        revived = [outbox.revive(message_id=each.pk, now=timezone.now()) for each in dead]
        self.stdout.write(f"已重新排队 {sum(revived)} 项 · {sum(revived)} put back")
