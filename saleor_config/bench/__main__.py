"""`python -m saleor_config.bench`: print the comparison. `BENCH_SECONDS` per figure."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

from rich.console import Console
from rich.table import Table

from saleor_config import embedded_postgres
from saleor_config.bench.load import Load, describe, measure, warm_up
from saleor_config.bench.notifications import TITLE, compare_notifications, give_keys
from saleor_config.bench.preparation import Prepared, prepare
from saleor_config.bench.scenarios import SCENARIOS, Scenario
from saleor_config.bench.sides import (
    BASELINE,
    PYTHON,
    SHOP,
    Side,
    keep_alive_sender,
    memory_of,
    served,
)
from saleor_config.supervisor.options import Options

USERS = 4  # connections at a time
ROUNDS = 4
SECONDS = float(os.environ.get("BENCH_SECONDS", "8"))
MEGABYTE = 1024 * 1024


def main() -> None:
    options = Options.from_environment()
    try:
        compare(Console(), options)
    finally:
        if not options.database_url:
            embedded_postgres.stop(options.home.root)


def compare(console: Console, options: Options) -> None:
    """Measure both sides, and print them beside each other.

    Both are served at once and asked in turn, round by round: whatever else the
    machine does meanwhile falls on both.
    """
    give_keys(options.home, port=options.port)
    prepared = prepare(console, options, users=USERS)
    ports = {SHOP: options.port, BASELINE: options.port + 2}
    queries = {side.name: count(side, prepared) for side in ports}
    with ExitStack() as stack:
        processes = {
            side: stack.enter_context(served(side, replace(options, port=port), dict(os.environ)))
            for side, port in ports.items()
        }
        loads: dict[str, list[Load]] = {side.name: [] for side in ports}
        for scenario in SCENARIOS:
            console.print(f"{scenario.title} …")
            users = {side: users_of(side, port, scenario, prepared) for side, port in ports.items()}
            waits: dict[Side, list[float]] = {side: [] for side in ports}
            for each in users.values():
                warm_up(each)
            for _ in range(ROUNDS):
                for side, each in users.items():
                    waits[side] += measure(each, seconds=SECONDS / ROUNDS)
            for side in ports:
                loads[side.name].append(describe(waits[side], users=USERS))
        console.print(f"{TITLE} …")
        notified = compare_notifications(
            options.home, port=options.port, users=USERS, rounds=ROUNDS, seconds=SECONDS
        )
        memory = {side.name: memory_of(process) for side, process in processes.items()}
    report(console, loads, queries, memory)
    report_notifications(console, *notified)
    report_bills(console)


def users_of(
    side: Side, port: int, scenario: Scenario, prepared: Prepared
) -> list[Callable[[], None]]:
    """Return what each user repeats; reads are a visitor's on both sides."""
    act = scenario.shop if side.by_id else scenario.baseline
    known = side.by_id and scenario.needs_login
    return [
        partial(
            act,
            keep_alive_sender(side, port=port, token=token if known else ""),
            prepared.goods,
        )
        for token in prepared.tokens
    ]


def count(side: Side, prepared: Prepared) -> list[int]:
    goods = json.dumps(vars(prepared.goods))
    output = subprocess.run(
        [PYTHON, "-m", "saleor_config.bench.count_queries", side.name, goods, prepared.tokens[0]],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return list(json.loads(output.splitlines()[-1]))


def report(
    console: Console,
    loads: dict[str, list[Load]],
    queries: dict[str, list[int]],
    memory: dict[str, int],
) -> None:
    table = Table(
        title="本店与未改动的 Saleor,同一数据、同一服务器 · the shop beside Saleor untouched",
        title_justify="left",
    )
    table.add_column("")
    for heading in ("本店 · shop", "基准 · baseline", "比值 · ratio"):
        table.add_column(heading, justify="right")
    for index, scenario in enumerate(SCENARIOS):
        shop, baseline = loads["shop"][index], loads["baseline"][index]
        table.add_row(f"[bold]{scenario.title}[/]")
        table.add_row("  次/秒 · per second", *_row(shop.per_second, baseline.per_second, "{:.1f}"))
        for name in ("p50", "p95", "p99"):
            ours, theirs = (getattr(load, f"{name}_ms") for load in (shop, baseline))
            table.add_row(f"  {name} ms", *_row(ours, theirs, "{:.0f}"))
        counts = queries["shop"][index], queries["baseline"][index]
        table.add_row("  数据库查询 · queries", *_row(*counts, "{:.0f}"), end_section=True)
    megabytes = memory["shop"] / MEGABYTE, memory["baseline"] / MEGABYTE
    table.add_row("[bold]内存 MB · memory[/]", *_row(*megabytes, "{:.0f}"))
    console.print(table)


def report_notifications(console: Console, notified: Load, smallest: Load) -> None:
    table = Table(title=f"{TITLE}；基准 baseline: /healthz", title_justify="left")
    table.add_column("")
    for heading in ("通知 · notify", "基准 · baseline", "比值 · ratio"):
        table.add_column(heading, justify="right")
    table.add_row("次/秒 · per second", *_row(notified.per_second, smallest.per_second, "{:.1f}"))
    for name in ("p50", "p95", "p99"):
        ours, theirs = (getattr(load, f"{name}_ms") for load in (notified, smallest))
        table.add_row(f"{name} ms", *_row(ours, theirs, "{:.1f}"))
    console.print(table)


def report_bills(console: Console) -> None:
    """Reconcile a day of 100,000 payments in a process of its own, to see its memory."""
    output = subprocess.run(
        [PYTHON, "-m", "saleor_config.bench.bills"], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    figures = json.loads(output.splitlines()[-1])
    console.print(
        "对账 · reconciliation: {trades} 笔交易 trades, {movements} 笔资金流水 movements,"
        " {seconds:.1f} s, {megabytes:.0f} MB".format(**figures)
    )


def _row(shop: float, baseline: float, shape: str) -> tuple[str, str, str]:
    return shape.format(shop), shape.format(baseline), f"{shop / baseline:.2f}×"


if __name__ == "__main__":
    main()
