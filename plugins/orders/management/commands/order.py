"""`manage.py order NUMBER`: the facts of an order and everything that happened to it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from plugins.kernel.money import from_fen
from plugins.orders.models import LivePayment, PlacedOrder
from plugins.orders.selectors.orders import lines_unshipped
from plugins.orders.states import STATE_TEXT, OrderState
from plugins.orders.timeline import TimelineEntry, timeline_for_staff


class Command(BaseCommand):
    help = "Shows an order: money, goods, and its timeline."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", metavar="NUMBER", help="订单号 · order number")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["number"]
        placed = PlacedOrder.objects.select_related("order").filter(number=number).first()
        if placed is None:
            raise CommandError(f"没有订单 {number} · There is no order {number}.")
        # Wide enough for both languages when nobody watches, as wide as the window else.
        console = Console(file=self.stdout, width=None if self.stdout.isatty() else 140)
        console.print(_facts(placed))
        console.print(_goods(placed))
        console.print(_timeline(timeline_for_staff(order_id=placed.order_id)))


def _facts(placed: PlacedOrder) -> Table:
    live = LivePayment.objects.filter(order_id=placed.order_id).first()
    state = OrderState(placed.state)
    table = Table(title=f"订单 {placed.number}", title_justify="left", show_header=False)
    table.add_row("状态 · state", f"{STATE_TEXT[state]} · {state.value}")
    table.add_row("应付 · total", f"¥{from_fen(placed.total_fen)}")
    table.add_row("已付 · paid", _money(placed.paid_fen, placed.paid_gateway))
    table.add_row("已退 · returned", f"¥{from_fen(placed.refunded_fen)}")
    table.add_row("支付中 · being paid", live.provider if live else "-")
    table.add_row("下单 · placed", _moment(placed.placed_at))
    table.add_row("付款截止 · pay by", _moment(placed.pay_by))
    return table


def _money(fen: int, gateway: str) -> str:
    return f"¥{from_fen(fen)} {gateway}".strip()


def _goods(placed: PlacedOrder) -> Table:
    table = Table(title="商品 · goods", title_justify="left")
    for heading in ("行 · line", "商品", "数量", "已发 · shipped", "待发 · left"):
        table.add_column(heading)
    for line, left in lines_unshipped(placed.order).items():
        table.add_row(
            str(line.pk),
            f"{line.product_name} {line.variant_name}".strip(),
            str(line.quantity),
            str(line.quantity_fulfilled),
            str(left),
        )
    return table


def _timeline(entries: list[TimelineEntry]) -> Table:
    table = Table(title="时间线 · timeline", title_justify="left")
    for heading in ("时间", "事项", "何人 · who", "原因 · why", "金额"):
        table.add_column(heading, overflow="fold")
    for entry in entries:
        table.add_row(
            _moment(entry.at),
            " · ".join(entry.label),
            entry.actor[0],
            entry.reason[0],
            "" if entry.fen is None else f"¥{from_fen(entry.fen)}",
        )
    return table


def _moment(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}"
