"""The table at the end, and the whole history of the shortest failing order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from plugins.kernel.models import AuditEntry
from plugins.orders.models import PlacedOrder
from plugins.shipments.models import Shipment
from plugins.wechat_pay.models import NotificationEvent, WechatPayment, WechatRefund
from saleor_config.chaos.books import Books
from saleor_config.chaos.checks import Check, Offence
from saleor_config.chaos.diary import Diary, Line
from saleor_config.chaos.options import Size

LISTED = 5


def show(
    console: Console,
    *,
    books: Books,
    found: Sequence[tuple[Check, list[Offence]]],
    diary: Diary,
    faults: Counter[str],
    title: str,
) -> None:
    """Print one table: what happened, and what was checked."""
    table = Table(title=title, title_justify="left")
    table.add_column("发生了什么 · what happened")
    table.add_column("", justify="right")
    for name, number in _happened(books, diary):
        table.add_row(name, f"{number:,}")
    table.add_row("故障 · WeChat's faults", f"{sum(faults.values()):,}", end_section=True)
    for name, number in faults.most_common():
        table.add_row(f"  [dim]{name}[/]", f"[dim]{number:,}[/]")
    table.add_section()
    for check, offences in found:
        verdict = f"[red]✗ {len(offences)}[/]" if offences else "[green]✓[/]"
        table.add_row(check.title, verdict)
        for offence in offences[:LISTED]:
            table.add_row(f"  [red]{_named(offence)}[/]", "")
    console.print(table)


def keep(
    path: Path,
    *,
    size: Size,
    books: Books,
    found: Sequence[tuple[Check, list[Offence]]],
    diary: Diary,
    faults: Counter[str],
) -> None:
    """Write the same for machines."""
    told = {
        "size": asdict(size),
        "happened": dict(_happened(books, diary)),
        "faults": dict(faults),
        "checks": {check.find.__name__: len(offences) for check, offences in found},
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def _happened(books: Books, diary: Diary) -> Iterable[tuple[str, int]]:
    states = Counter(order.state for order in books.orders)
    yield "订单 · orders", len(books.orders)
    for state, number in states.most_common():
        yield f"  {state}", number
    payouts = Counter(payment.payout for payment in books.payments if payment.payout)
    for payout, number in payouts.most_common():
        yield f"付款 · payments {payout}", number
    for state, number in Counter(refund.state for refund in books.refunds).most_common():
        yield f"退款 · refunds {state}", number
    yield "发货 · shipments", sum(bool(order.shipped) for order in books.orders)
    yield "收款(分) · fen received", sum(each.fen for each in books.their_payments)
    yield (
        "退回(分) · fen given back",
        sum(each.fen for each in books.their_refunds if each.status == "SUCCESS"),
    )
    yield from sorted(diary.counts.items())


def _named(offence: Offence) -> str:
    return offence.what if offence.index is None else f"#{offence.index}: {offence.what}"


def shortest(found: Sequence[tuple[Check, list[Offence]]], diary: Diary) -> int | None:
    """Return the failing order whose history is read most quickly."""
    failing = {
        offence.index for _, offences in found for offence in offences if offence.index is not None
    }
    return min(failing, key=lambda index: len(diary.page(index)), default=None)


def history(
    index: int,
    *,
    key: str,
    diary: Diary,
    ledger: Mapping[str, Any],
    faults: Sequence[Mapping[str, Any]],
) -> list[Line]:
    """Gather what buyer, shop and WeChat know of one order, in time order.

    The simulator's faults carry no time and come last.
    """
    lines = diary.page(index) + _of_the_shop(key)
    numbers = _trade_numbers(key)
    for row in ledger["orders"]:
        if row["out_trade_no"] in numbers:
            lines += _moments("wechat", f"order {row['out_trade_no']}", row)
    for row in ledger["refunds"]:
        if row["out_trade_no"] in numbers:
            lines += _moments("wechat", f"refund {row['out_refund_no']}", row)
    for row in ledger["notifications"]:
        if row["out_trade_no"] in numbers:
            lines.append(Line(row["due_at"], "wechat", f"notification {_text(row)}"))
    lines.sort()
    last = lines[-1].at if lines else 0.0
    struck = [fault for fault in faults if fault.get("order") in numbers]
    return lines + [Line(last, "fault", _text(fault)) for fault in struck]


def _trade_numbers(key: str) -> set[str]:
    payments = WechatPayment.objects.filter(order__placed__idempotency_key=key)
    return set(payments.values_list("out_trade_no", flat=True))


def _moments(who: str, what: str, row: Mapping[str, Any]) -> list[Line]:
    lines = [Line(row["created_at"], who, f"{what} made: {_text(row)}")]
    if row["success_at"]:
        lines.append(Line(row["success_at"], who, f"{what} succeeded"))
    return lines


def _of_the_shop(key: str) -> list[Line]:
    orders = PlacedOrder.objects.filter(idempotency_key=key)
    payments = WechatPayment.objects.filter(order__placed__idempotency_key=key)
    refunds = WechatRefund.objects.filter(payment__in=payments)
    shipments = Shipment.objects.filter(order__placed__idempotency_key=key)
    lines = []
    for rows in (orders, payments, refunds, shipments):
        label = rows.model._meta.label_lower
        ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
        for entry in AuditEntry.objects.filter(object_type=label, object_id__in=ids):
            what = f"{entry.action} by {entry.actor} {entry.reason} {_text(entry.details)}"
            lines.append(Line(entry.at.timestamp(), "audit", what))
    for event in NotificationEvent.objects.filter(payment__in=payments):
        what = f"{event.event_type} {event.event_id} {event.outcome} {event.reason}"
        lines.append(Line(event.received_at.timestamp(), "notification", what))
    return lines


def tell(console: Console, index: int, lines: Iterable[Line]) -> None:
    console.rule(f"#{index}: 最短的失败订单 · the shortest failing order")
    for line in lines:
        at = datetime.fromtimestamp(line.at).astimezone()
        console.print(
            f"{at:%H:%M:%S.%f}  {line.who:<12} {line.what}", markup=False, highlight=False
        )


def _text(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False, default=str)
