"""`manage.py generate`: a shop as it looks after a busy year."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console

from plugins.kernel.errors import DomainError
from saleor_config.bench.generator.refusals import refuse_wrong_place
from saleor_config.bench.generator.run import generate
from saleor_config.bench.generator.size import Size

#: Lines of progress are so many seconds apart.
TELL_EVERY = 5.0


class Command(BaseCommand):
    help = (
        "生成一年的数据:企业、商品、订单、支付、售后、结算、对账 · Generate a year of a busy shop."
        " Refused in production, and among real orders unless told otherwise."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--products", type=_count, default=10_000)
        parser.add_argument("--enterprises", type=_count, default=500)
        parser.add_argument("--orders", type=_count, default=100_000)
        parser.add_argument(
            "--seed",
            type=int,
            default=1,
            help="同一种子生成同样的店 · the same seed, the same shop",
        )
        parser.add_argument(
            "--into-this-shop",
            action="store_true",
            help="店里已有真实订单也照样生成,以后删不掉 · among real orders, for good",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        size = Size(
            products=options["products"],
            enterprises=options["enterprises"],
            orders=options["orders"],
            seed=options["seed"],
            until=timezone.localtime(),
        )
        lines = Lines(Console(file=self.stdout, highlight=False, markup=False))
        began = time.monotonic()
        try:
            refuse_wrong_place(
                is_production=settings.SHOP_ENV == "production",
                into_this_shop=options["into_this_shop"],
            )
            made = generate(size, lines)
        except DomainError as error:
            raise CommandError(str(error)) from error
        told = "、".join(f"{title} {count:,}" for title, count in made.items() if count)
        lines.console.print(
            f"✓ {told or '没有新的 · nothing new'}；{time.monotonic() - began:.0f} s"
        )


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError(f"{count} is less than one")
    return count


class Lines:
    """A line now and then: how many of how many, and how long it will take yet."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._title, self._total, self._done = "", 1, 0
        self._began = self._told = time.monotonic()

    def begin(self, title: str, total: int) -> None:
        self._title, self._total, self._done = title, total, 0
        self._began = self._told = time.monotonic()

    def advance(self, count: int) -> None:
        self._done += count
        now = time.monotonic()
        if now - self._told < TELL_EVERY:
            return
        self._told = now
        left = (now - self._began) / self._done * (self._total - self._done)
        self.console.print(
            f"  {self._title} {self._done:,} / {self._total:,},还需 {left:.0f} s · to go"
        )

    def end(self, told: str) -> None:
        self.console.print(f"✓ {self._title} {told} {time.monotonic() - self._began:.1f} s")
