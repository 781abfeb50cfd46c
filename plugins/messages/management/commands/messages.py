"""`manage.py messages`: what WeChat did not take, and why."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.table import Table

from plugins.messages.selectors import messages_needing_a_person
from plugins.messages.states import MessageState

STATE_TEXT = {
    MessageState.OWED: "待发送，系统自动重试",
    MessageState.FAILED: "发送失败：请更正模板或页面",
}


class Command(BaseCommand):
    help = "Lists messages that WeChat refused for good or has not taken so far, with its reason."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--list", action="store_true", required=True, help="未送达的 · not taken by WeChat"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        table = Table(title="未送达的消息 · messages not taken", title_justify="left")
        # An order number is copied from here: it never breaks over two lines.
        table.add_column("订单 · order", no_wrap=True)
        for heading in ("消息 · kind", "状态", "次数", "原因 · error"):
            table.add_column(heading, overflow="fold")
        for message in messages_needing_a_person():
            state = MessageState(message.state)
            table.add_row(
                message.order.placed.number,
                message.kind,
                f"{STATE_TEXT[state]} · {state.value}",
                str(message.attempts),
                message.last_error,
            )
        Console(file=self.stdout).print(table if table.row_count else "没有 · Nothing.")
