"""One run: what is missing is written, piece by piece, and proven in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection

from plugins.orders.models import PlacedOrder
from saleor_config.bench.generator.buyers import buyers_make
from saleor_config.bench.generator.copying import Rows, one_piece
from saleor_config.bench.generator.credit import notices_make, scores_make
from saleor_config.bench.generator.enterprises import enterprises_make
from saleor_config.bench.generator.goods import goods_make
from saleor_config.bench.generator.handling import HandlingWriter
from saleor_config.bench.generator.ledger import LedgerWriter
from saleor_config.bench.generator.logins import logins_make
from saleor_config.bench.generator.orders import OrderWriter, checkout_token
from saleor_config.bench.generator.payments import PaymentWriter
from saleor_config.bench.generator.plans import order_plan
from saleor_config.bench.generator.proof import prove
from saleor_config.bench.generator.reviews import ReviewWriter
from saleor_config.bench.generator.sharing import SharingWriter, receivers_make, share_bills_make
from saleor_config.bench.generator.size import Size
from saleor_config.bench.generator.statements import days_make, statements_make
from saleor_config.bench.generator.trail import TrailWriter
from saleor_config.bench.generator.world import World, world_of

PIECE = 2000


class Progress(Protocol):
    """Whoever shows how far it is."""

    def begin(self, title: str, total: int) -> None: ...
    def advance(self, count: int) -> None: ...
    def end(self, told: str) -> None: ...


@dataclass(frozen=True)
class _Step:
    title: str
    total: Callable[[Size], int]
    act: Callable[[World], int]


STEPS = (
    _Step("企业 · enterprises", lambda size: size.enterprises, enterprises_make),
    _Step("分账接收方 · share receivers", lambda size: 1, receivers_make),
    _Step("商品 · products", lambda size: size.products, goods_make),
    _Step("买家 · buyers", lambda size: size.buyers, buyers_make),
    _Step("登录 · logins", lambda size: 1, logins_make),
)
CLOSING = (
    _Step("结算单 · statements", lambda size: 1, statements_make),
    _Step("对账日 · reconciled days", lambda size: 1, days_make),
    _Step("分账账单 · sharing bills", lambda size: 1, share_bills_make),
    _Step("信用评分 · credit scores", lambda size: 1, scores_make),
    _Step("企业通知 · notices", lambda size: 1, notices_make),
)


def generate(size: Size, progress: Progress) -> dict[str, int]:
    """Write what is missing of `size`; return how much was new of each.

    Safe to repeat and to interrupt: every piece is one transaction, and what a
    run finds of an earlier one with the same seed it leaves as it is.

    Raises:
        CatalogueMissing: the shop was not seeded.
        NotConsistent: the sums do not agree; a fault of the generator.
    """
    world = world_of(size)
    made = {}
    for step in STEPS:
        with _shown(progress, step.title, step.total(size)):
            made[step.title] = step.act(world)
    made["订单 · orders"] = _orders(world, progress)
    for step in CLOSING:
        with _shown(progress, step.title, 1):
            made[step.title] = step.act(world)
    with _shown(progress, "统计信息 · planner's statistics", 1), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with _shown(progress, "核对 · proof", 1):
        prove(size.mark)
    return made


@contextmanager
def _shown(progress: Progress, title: str, total: int) -> Iterator[None]:
    progress.begin(title, total)
    yield
    progress.end("")


def _orders(world: World, progress: Progress) -> int:
    size, made = world.size, 0
    progress.begin("订单 · orders", size.orders)
    for first in range(0, size.orders, PIECE):
        piece = range(first, min(first + PIECE, size.orders))
        numbers = _missing(size, piece)
        if numbers:
            with one_piece():
                _piece(world, numbers)
            made += len(numbers)
        progress.advance(len(piece))
    progress.end("")
    return made


def _missing(size: Size, piece: range) -> list[int]:
    """Return the orders of a piece that no earlier run has written."""
    tokens = {checkout_token(size, number): number for number in piece}
    known = PlacedOrder.objects.filter(checkout_token__in=list(tokens))
    there = {tokens[token] for token in known.values_list("checkout_token", flat=True)}
    return [number for number in piece if number not in there]


def _piece(world: World, numbers: list[int]) -> None:
    orders = OrderWriter(world)
    handling = HandlingWriter(world)
    writers: list[Any] = [
        orders, PaymentWriter(world), handling, TrailWriter(world), LedgerWriter(world),
        SharingWriter(world), ReviewWriter(world),
    ]  # fmt: skip
    for number in numbers:
        plan = order_plan(world.size, number, world.goods, len(world.buyers))
        kept = orders.add(plan)
        for writer in writers[1:]:
            writer.add(kept)
    tables: list[Rows] = [rows for writer in writers for rows in writer.tables()]
    for rows in tables:
        rows.write()
    handling.release()
