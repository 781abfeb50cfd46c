"""What was measured, beside what is allowed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One figure with its limit, in the same unit.

    Attributes:
        name: what it is of, in Chinese and English.
        value: NaN when it could not be found, which keeps no limit.
        is_least: the limit is the least that is wanted, and not the most.
        note: what a person should know who reads it.
    """

    name: str
    value: float
    limit: float
    unit: str = ""
    is_least: bool = False
    note: str = ""

    @property
    def is_kept(self) -> bool:
        return self.value >= self.limit if self.is_least else self.value <= self.limit


def table_of(title: str, figures: Sequence[Figure]) -> Table:
    table = Table(title=title, title_justify="left", min_width=78)
    table.add_column("")
    table.add_column("量什么 · measure", ratio=1)
    table.add_column("值 · value", justify="right")
    table.add_column("限 · limit", justify="right")
    table.add_column("注 · note")
    for each in figures:
        sign, colour = ("✓", "green") if each.is_kept else ("✗", "red")
        bound = "≥" if each.is_least else "≤"
        table.add_row(
            f"[{colour}]{sign}[/]",
            each.name,
            f"{shown(each.value)} {each.unit}".strip(),
            f"{bound} {shown(each.limit)}",
            each.note,
        )
    return table


def shown(value: float) -> str:
    """Whole numbers, but for those near nothing, where the digits are what matters."""
    if math.isnan(value):
        return "—"
    return f"{value:.3f}" if 0 < abs(value) < 1 else f"{value:.0f}"
