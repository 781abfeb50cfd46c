"""`manage.py fapiao`: who waits for a fapiao, since when, and for how much."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from plugins.fapiao.selectors import FapiaoEntry, entry_of, fapiao_requests
from plugins.fapiao.services.fapiao_reveal import fapiao_reveal
from plugins.fapiao.states import FapiaoState
from plugins.fapiao.workbook import KIND_TEXT, STATE_TEXT, workbook_write
from plugins.kernel.errors import DomainError
from plugins.kernel.money import from_fen

ACTOR = "operator:command_line"
ALL = "all"


class Command(BaseCommand):
    help = (
        "Lists fapiao requests, the longest waiting first, personal data masked. "
        "--export writes a workbook; --unmask shows everything and is written down."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--state",
            choices=[*STATE_TEXT, ALL],
            default=FapiaoState.REQUESTED.value,
            help="状态，缺省为待开票 · default: requested",
        )
        parser.add_argument(
            "--export", metavar="FILE.xlsx", type=Path, help="导出工作簿 · write a workbook"
        )
        parser.add_argument(
            "--unmask", metavar="REASON", help="显示完整信息并记入审计 · show all, audited"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        entries = self._entries(state=options["state"], reason=options["unmask"])
        if options["export"]:
            self._export(entries, options["export"])
        else:
            self._show(entries)

    def _entries(self, *, state: str, reason: str | None) -> list[FapiaoEntry]:
        requests = fapiao_requests(state=None if state == ALL else FapiaoState(state))
        now = timezone.now()
        if reason is None:
            return [entry_of(request, now=now) for request in requests]
        try:
            return fapiao_reveal(requests=requests, actor=ACTOR, reason=reason, now=now)
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _export(self, entries: list[FapiaoEntry], path: Path) -> None:
        try:
            count = workbook_write(entries=entries, path=path)
        except OSError as error:
            raise CommandError(
                f"无法写入 {path}，请换一个位置 · {path} cannot be written, "
                f"choose another place: {error}"
            ) from error
        self.stdout.write(f"已导出 {count} 条至 {path} · {count} requests written to {path}")

    def _show(self, entries: list[FapiaoEntry]) -> None:
        table = Table(title="发票申请 · fapiao requests", title_justify="left")
        for heading in (
            "ID",
            "订单",
            "企业",
            "状态",
            "类型",
            "抬头",
            "税号",
            "邮箱",
            "金额",
            "等待",
        ):
            table.add_column(heading, overflow="fold")
        for entry in entries:
            owed = f"（需冲红 ¥{from_fen(entry.excess_fen)}）" if entry.excess_fen else ""
            table.add_row(
                str(entry.id),
                entry.order_number,
                entry.seller,
                STATE_TEXT[entry.state.value] + owed,
                KIND_TEXT[entry.kind.value],
                entry.title,
                entry.tax_number,
                entry.email,
                f"¥{from_fen(entry.total_fen)}",
                f"{entry.age_days} 天",
            )
        empty = "没有发票申请 · No fapiao requests."
        Console(file=self.stdout).print(table if entries else empty)
