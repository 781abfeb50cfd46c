"""`manage.py demo_sale`: prove the shop by one whole sale."""

from __future__ import annotations

import json
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from saleor_config.demo_sale.errors import Deviation
from saleor_config.demo_sale.journey import Sale, run
from saleor_config.demo_sale.report import summary
from saleor_config.demo_sale.shop_process import running_shop
from saleor_config.demo_sale.transport import Shop, Simulator
from saleor_config.door.registry import MANIFEST


class Command(BaseCommand):
    help = "Buys two goods in the running shop (or one it starts) and checks every answer."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        as_json = options["json"]
        console = Console(quiet=as_json)
        steps: list[dict[str, Any]] = []
        try:
            with running_shop(console=console) as address:
                sale = Sale(
                    shop=Shop(address=address, document_ids=_document_ids()),
                    wechat=Simulator(address=settings.WECHAT_API_BASE),
                )
                for step in run(sale):
                    steps.append(vars(step))
                    console.print(
                        f"[green]✓[/] {step.title}  [dim]{step.milliseconds} ms[/]  {step.answer}"
                    )
        except (Deviation, httpx.HTTPError, KeyError) as error:
            number = len(steps) + 1
            raise CommandError(f"第 {number} 步偏离 · step {number} deviated: {error!r}") from error
        result = summary(sale)
        if as_json:
            self.stdout.write(json.dumps({"steps": steps, "order": result}, ensure_ascii=False))
        else:
            console.print(_table(result))


def _document_ids() -> dict[str, str]:
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return {row["name"]: document_id for document_id, row in manifest.items()}


def _table(result: dict[str, Any]) -> Table:
    table = Table(title=f"订单 · order {result['number']}", title_justify="left")
    table.add_column("商品 · goods")
    table.add_column("数量", justify="right")
    table.add_column("单价(元)", justify="right")
    for line in result["lines"]:
        table.add_row(
            f"{line['goods']} {line['variant']}", str(line["quantity"]), line["unit_price_yuan"]
        )
    table.add_row("运费 · shipping", "", result["shipping_yuan"], end_section=True)
    table.add_row("合计 · total", "", result["total_yuan"])
    table.add_row("已付(分) · paid in fen", "", str(result["paid_fen"]))
    table.add_row("状态 · states", "", " / ".join(result["states"].values()))
    return table
