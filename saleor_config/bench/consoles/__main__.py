"""`python -m saleor_config.bench.consoles`: a table of pages; fails when one is slow.

Slow is what costs 300 ms of work, here and in the database (耗用); the median and p95
beside it include waiting for whatever else the machine does. With a database elsewhere
the median is judged.

`PRODUCTS`, `ENTERPRISES`, `ORDERS`: how large the shop; `TIMES`: requests for a figure;
`PAGES`: only pages whose title has this in it.
"""

from __future__ import annotations

import os
import subprocess
import sys

from rich.console import Console
from rich.table import Table

from saleor_config import embedded_postgres
from saleor_config.bench.consoles.figures import Figures
from saleor_config.supervisor.options import Options
from saleor_config.supervisor.programs import MANAGE

#: Nobody waits longer than this for a page.
MOST_MS = 300
DEFAULTS = {"PRODUCTS": "1000", "ENTERPRISES": "50", "ORDERS": "10000"}
Row = tuple[str, str, Figures]


def main() -> int:
    options = Options.from_environment()
    os.environ.update(SHOP_HOME=str(options.home.root), PORT=str(options.port))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saleor_config.settings")
    options.home.create()
    console = Console()
    try:
        _prepare(console, options)
        rows = _measured(console)
    finally:
        if not options.database_url:
            embedded_postgres.stop(options.home.root)
    return _report(console, rows)


def _prepare(console: Console, options: Options) -> None:
    console.print("准备数据 · preparing the data …")
    size = [
        f"--{name.lower()}={os.environ.get(name, default)}" for name, default in DEFAULTS.items()
    ]
    for command in (
        ("migrate", "--verbosity", "0"),
        ("seed", "--without-pictures"),
        ("generate", *size),
    ):
        subprocess.run([*MANAGE, *command], check=True)


def _measured(console: Console) -> list[Row]:
    import django

    django.setup()
    from saleor_config.bench.consoles.measure import browser_of, measure
    from saleor_config.bench.consoles.pages import ENTERPRISE, member_pages, people, staff_pages

    times, wanted = int(os.environ.get("TIMES", "9")), os.environ.get("PAGES", "")
    who = people()
    browsers = {name: browser_of(user) for name, user in who.items()}
    pages = [*staff_pages(who), *member_pages(who[ENTERPRISE])]
    rows: list[Row] = []
    for page in pages:
        if wanted in page.title:
            figures = measure(browsers[page.who], page.url, times=times)
            if figures.status in (302, 405):
                continue  # leads elsewhere, or only takes what is sent to it
            rows.append((page.who, page.title, figures))
    console.print(f"{len(rows)} 页 · pages, {os.getloadavg()[0]:.1f} load")
    return rows


def _report(console: Console, rows: list[Row]) -> int:
    table = Table(title="工作台各页 · pages of the consoles", title_justify="left")
    table.add_column("页面 · page")
    table.add_column("谁 · who")
    for heading in ("耗用 ms", "中位 ms", "p95 ms", "查询 · queries", "10 行", "100 行"):
        table.add_column(heading, justify="right")
    wrong = []
    for who, title, figures in rows:
        if figures.status != 200:
            wrong.append(f"{title}: {figures.status}")
            table.add_row(f"[red]{title}[/]", who, f"[red]{figures.status}[/]")
            continue
        is_slow, grows = figures.judged_ms >= MOST_MS, figures.grows
        if is_slow or grows:
            wrong.append(title)
        colour = "red" if is_slow else "default"
        table.add_row(
            title,
            who,
            f"[{colour}]{figures.judged_ms:.0f}[/]",
            f"{figures.median_ms:.0f}",
            f"{figures.p95_ms:.0f}",
            str(figures.queries),
            str(figures.few),
            f"[{'red' if grows else 'default'}]{figures.many}[/]",
        )
    console.print(table)
    if wrong:
        console.print(f"[red]✗ {len(wrong)} 页超过 {MOST_MS} ms 或查询随行数增长[/]")
        console.print("; ".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
