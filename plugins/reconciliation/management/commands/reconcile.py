"""What an accountant types in the morning."""

from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from plugins.kernel.errors import DomainError, GatewayError
from plugins.kernel.money import from_fen
from plugins.reconciliation import rules
from plugins.reconciliation.bill_store import bills_folder
from plugins.reconciliation.selectors import Period, month_of, period_of
from plugins.reconciliation.services.day_reconcile import day_reconcile
from plugins.reconciliation.services.difference_resolve import difference_resolve
from plugins.reconciliation.workbook import summary_lines, workbook_write
from plugins.wechat_pay.public import bill_gateway

LISTED = 50


class Command(BaseCommand):
    help = "对账：微信账单与本店账目 · Reconciles WeChat's bills with our books. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", type=date.fromisoformat, help="某日 YYYY-MM-DD，默认昨天")
        parser.add_argument("--month", help="查看整月 YYYY-MM，不下载")
        parser.add_argument("--xlsx", type=Path, help="另存为工作簿 / write a workbook")
        parser.add_argument("--refetch", action="store_true", help="重新下载账单")
        parser.add_argument("--resolve", type=int, metavar="编号", help="将差异标为已处理")
        parser.add_argument("--by", default="", help="处理人 / who resolved it")
        parser.add_argument("--note", default="", help="处理说明 / how it was resolved")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["date"] and options["month"]:
            raise CommandError("--date 与 --month 只能选一个 / choose --date or --month")
        try:
            if options["resolve"]:
                self._resolve(options)
            else:
                self._show(self._period(options), options["xlsx"])
        except (DomainError, GatewayError) as error:
            raise CommandError(str(error)) from error

    def _resolve(self, options: dict[str, Any]) -> None:
        done = difference_resolve(
            number=options["resolve"],
            by=options["by"],
            note=options["note"],
            now=timezone.now(),
        )
        self.stdout.write(f"已处理 / resolved: {done.pk} {done.advice.title} {done.reference}")

    def _period(self, options: dict[str, Any]) -> Period:
        now = timezone.now()
        yesterday = now.astimezone(rules.BEIJING).date() - timedelta(days=1)
        if options["month"]:
            year, month = _month(options["month"])
            return month_of(year=year, month=month, until=yesterday)
        day = options["date"] or yesterday
        gateway = bill_gateway()
        day_reconcile(
            day=day,
            gateway=gateway,
            folder=bills_folder(),
            now=now,
            actor="operator:reconcile",
            refetch=options["refetch"],
        )
        return period_of(start=day, end=day, mchid=gateway.mchid)

    def _show(self, period: Period, xlsx: Path | None) -> None:
        console = Console(file=self.stdout)
        console.print(_figures(period))
        console.print(_account(period))
        standing = period.differences()
        count = standing.count()
        if count:
            console.print(_differences(period))
        if count > LISTED:
            console.print(f"另有 {count - LISTED} 条，见 --xlsx / more in --xlsx")
        console.print(_verdict(period), soft_wrap=True)
        if xlsx:
            workbook_write(period=period, folder=bills_folder(), to=xlsx)
            console.print(f"已写入 / written: {xlsx}")


def _month(text: str) -> tuple[int, int]:
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise CommandError("--month 的格式是 YYYY-MM / --month is YYYY-MM") from None
    return first.year, first.month


def _figures(period: Period) -> Table:
    table = Table(title=f"对账 · Reconciliation {period.start} – {period.end}")
    table.add_column("日期")
    table.add_column("状态")
    for name in ("收款", "退款", "手续费", "本店收款", "本店退款"):
        table.add_column(name, justify="right")
    for bill in period.trade:
        amounts = (
            bill.payments_fen,
            bill.refunds_fen,
            bill.fees_fen,
            bill.ours_payments_fen,
            bill.ours_refunds_fen,
        )
        cells = [str(from_fen(fen)) for fen in amounts]
        table.add_row(f"{bill.day}", bill.get_state_display(), *cells)
    return table


def _account(period: Period) -> Table:
    table = Table(title="资金账户 · Account")
    table.add_column("")
    for name in ("笔数", "收入", "支出"):
        table.add_column(name, justify="right")
    for name, rows, income, expense in summary_lines(period):
        table.add_row(name, "" if rows is None else str(rows), _yuan(income), _yuan(expense))
    return table


def _differences(period: Period) -> Table:
    table = Table(title="差异 · Differences", show_lines=True)
    for name in ("编号", "日期", "类别", "单号", "本店", "微信", "备注", "状态", "下一步"):
        table.add_column(name, overflow="fold")
    for row in period.differences()[:LISTED]:
        table.add_row(
            str(row.pk),
            f"{row.bill.day:%m-%d}",
            row.advice.title,
            row.reference,
            _yuan(row.ours_fen),
            _yuan(row.theirs_fen),
            row.detail,
            row.get_state_display(),
            f"{row.advice.cause_zh}{row.advice.next_zh}",
        )
    return table


def _yuan(fen: int | None) -> str:
    return "—" if fen is None else str(from_fen(fen))


def _verdict(period: Period) -> str:
    gaps = (
        f"交易差额 / trade gap {from_fen(period.gap_fen)} 元，"
        f"资金差额 / fund gap {from_fen(period.fund_gap_fen)} 元，"
        f"其中未列明 / unlisted {from_fen(period.unlisted_fen)} 元"
    )
    open_count = period.differences().open().count()
    explained = period.differences().filter(state="resolved").count()
    counts = f"待处理 / open {open_count}，已说明 / explained {explained}"
    if period.missing:
        days = "、".join(f"{day:%m-%d}" for day in period.missing)
        return f"尚未对账 / not reconciled yet: {days}；{gaps}；{counts}"
    verdict = "已结清 / closed" if period.is_closed else "未结清 / not closed"
    return f"{verdict}：{gaps}；{counts}"
