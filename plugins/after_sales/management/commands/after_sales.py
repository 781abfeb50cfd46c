"""`manage.py after_sales`: which cases wait, for how long, and what one of them is about."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from plugins.after_sales.models import Case
from plugins.after_sales.selectors import cases_queue
from plugins.after_sales.states import STATE_TEXT, TRANSITIONS, CaseState
from plugins.kernel.audit import history_of
from plugins.kernel.money import from_fen

NARROWEST = 120


class Command(BaseCommand):
    help = "Lists after-sales cases that are open, overdue first (--all: every one), or shows one."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--list", action="store_true", help="未结的售后单 · open cases")
        what.add_argument("--all", action="store_true", help="全部售后单 · all cases")
        what.add_argument("--case", metavar="NUMBER", help="查看一单 · show one")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["case"]:
            self._show(options["case"])
        else:
            self._list(is_open_only=options["list"])

    def _list(self, *, is_open_only: bool) -> None:
        cases = cases_queue()
        if is_open_only:
            final = [state.value for state in CaseState if TRANSITIONS.is_final(state)]
            cases = cases.exclude(state__in=final)
        table = Table(title="售后单 · after-sales cases", title_justify="left")
        for heading in (
            "编号 · case",
            "订单 · order",
            "金额",
            "状态 · state",
            "期限 · due",
            "问题",
        ):
            table.add_column(heading, overflow="fold")
        for case in cases:
            table.add_row(
                case.number,
                case.order.placed.number,
                f"¥{from_fen(case.fen)}",
                _state(case),
                _due(case),
                case.trouble,
            )
        console = Console(file=self.stdout)
        # Wide enough for whole numbers, so that they can be copied.
        console.width = max(console.width, NARROWEST)
        console.print(table if table.row_count else "没有售后单 · No cases.")

    def _show(self, number: str) -> None:
        case = cases_queue().filter(number=number).first()
        if case is None:
            raise CommandError(f"没有售后单 {number} · There is no case {number}.")
        self.stdout.write(
            f"{case.number} 订单 {case.order.placed.number} {_state(case)} {_due(case)}\n"
            f"{case.kind} {case.reason} ¥{from_fen(case.fen)}"
            f"（运费 · shipping ¥{from_fen(case.shipping_fen)}）"
        )
        for line in case.lines.all():
            self.stdout.write(
                f"  {line.line.order_line.product_name} ×{line.quantity} ¥{from_fen(line.fen)}"
            )
        for entry in history_of(case):
            self.stdout.write(f"  {entry.at:%Y-%m-%d %H:%M} {entry.action} {entry.actor}")


def _state(case: Case) -> str:
    return f"{STATE_TEXT[CaseState(case.state)]} · {case.state}"


def _due(case: Case) -> str:
    if case.due_at is None:
        return ""
    due = f"{timezone.localtime(case.due_at):%Y-%m-%d %H:%M}"
    return f"{due} 已逾期 · overdue" if case.due_at <= timezone.now() else due
