"""`manage.py pushes`: what WeChat pushed and nobody could act upon."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from plugins.wechat.selectors import pushes_needing_a_person
from plugins.wechat.states import PushOutcome

OUTCOME_TEXT = {
    PushOutcome.STORED: "待处理，系统自动重试",
    PushOutcome.REFUSED: "与账不符：请在微信商户平台核对",
}


class Command(BaseCommand):
    help = "Lists pushes of WeChat's that contradict our books or are not acted upon yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--list", action="store_true", required=True, help="未处理的 · not acted upon"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        table = Table(title="未处理的推送 · pushes not acted upon", title_justify="left")
        # The number is copied from here: it never breaks over two lines.
        table.add_column("支付单 · transaction", no_wrap=True)
        for heading in ("事件 · event", "收到 · received", "状态", "原因 · reason"):
            table.add_column(heading, overflow="fold")
        for push in pushes_needing_a_person():
            outcome = PushOutcome(push.outcome)
            table.add_row(
                push.transaction_id,
                push.event,
                f"{timezone.localtime(push.received_at):%m-%d %H:%M}",
                f"{OUTCOME_TEXT[outcome]} · {outcome.value}",
                push.reason,
            )
        Console(file=self.stdout).print(table if table.row_count else "没有 · Nothing.")
