"""`manage.py ship`: ship a paid order, correct its label, see what needs a person."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from plugins.kernel.errors import DomainError
from plugins.shipments.models import Shipment
from plugins.shipments.rules import Label, Method, companies
from plugins.shipments.selectors import reminders_open
from plugins.shipments.services.shipment_make import shipment_correct, shipment_make
from plugins.shipments.states import ShipmentState

ACTOR = "operator:command_line"
STATE_TEXT = {
    ShipmentState.TO_LABEL: "待填运单：请用 --order 填写",
    ShipmentState.OWED: "待上传微信，系统自动上传",
    ShipmentState.REPORTED: "已上传微信",
    ShipmentState.NOT_NEEDED: "无需上传",
    ShipmentState.REFUSED: "微信拒收：请用 --correct 更正",
}


def _named(number: str) -> tuple[str, str]:
    """Take a child order's number apart: the order, and which part of it."""
    order, dash, _ = number.partition("-")
    return order, number if dash else ""


class Command(BaseCommand):
    help = (
        "Ships everything left of a paid order: --order with --company and --tracking "
        "(several for several parcels), or --method same_city / pick_up. --correct mends "
        "a label once; --list shows what needs a person, orders that WeChat urges us to ship first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--order", metavar="NUMBER", help="发货 · ship this order")
        what.add_argument("--correct", metavar="NUMBER", help="更正运单（一次）· correct, once")
        what.add_argument("--list", action="store_true", help="需要人工处理的 · needing a person")
        what.add_argument("--companies", action="store_true", help="快递公司代码 · their codes")
        parser.add_argument(
            "--method",
            choices=[method.value for method in Method],
            default=Method.EXPRESS.value,
        )
        parser.add_argument("--company", help="快递公司代码 · code of the express company")
        parser.add_argument(
            "--tracking", nargs="+", default=[], metavar="NUMBER", help="运单号 · of each parcel"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["companies"]:
            for company in companies().values():
                self.stdout.write(f"{company.code:<6} {company.name}")
        elif options["list"]:
            self._list_reminded()
            self._list()
        else:
            self._ship(options)

    def _ship(self, options: dict[str, Any]) -> None:
        facts: dict[str, Any] = {
            "method": Method(options["method"]),
            "labels": [Label(options["company"] or "", each) for each in options["tracking"]],
            "actor": ACTOR,
            "now": timezone.now(),
        }
        try:
            if options["correct"]:
                number, part = _named(options["correct"])
                shipment = shipment_correct(number=number, part=part, **facts)
            else:
                shipment = shipment_make(number=options["order"], **facts)
        except DomainError as error:
            raise CommandError(str(error)) from error
        shipment.refresh_from_db()
        state = ShipmentState(shipment.state)
        self.stdout.write(f"{STATE_TEXT[state]} · {state.value}")

    def _list_reminded(self) -> None:
        table = Table(title="微信催发货 · WeChat urges us to ship", title_justify="left")
        table.add_column("订单 · order", no_wrap=True)
        for heading in ("催促 · times", "最初 · first", "最近 · last"):
            table.add_column(heading, overflow="fold")
        for reminder in reminders_open():
            table.add_row(
                reminder.order.placed.number,
                str(reminder.times),
                f"{timezone.localtime(reminder.first_at):%m-%d %H:%M}",
                f"{timezone.localtime(reminder.last_at):%m-%d %H:%M}",
            )
        if table.row_count:
            Console(file=self.stdout).print(table)

    def _list(self) -> None:
        table = Table(title="待处理的发货 · shipments to look at", title_justify="left")
        table.add_column("订单 · order", no_wrap=True)
        for heading in ("状态 · state", "原因 · error"):
            table.add_column(heading, overflow="fold")
        for shipment in Shipment.objects.needing_a_person().select_related("order__placed"):
            state = ShipmentState(shipment.state)
            table.add_row(
                shipment.part or shipment.order.placed.number,
                f"{STATE_TEXT[state]} · {state.value}",
                shipment.last_error,
            )
        Console(file=self.stdout).print(table if table.row_count else "没有待处理的 · Nothing.")
