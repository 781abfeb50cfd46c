"""What stands on a statement; texts and amounts are ready to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class StatementLine:
    """One booking: day, what it is, its number, and the signed amount in yuan."""

    day: str
    kind: str
    number: str
    amount: str


@dataclass(frozen=True)
class StatementFacts:
    """A statement of one enterprise over one period.

    Attributes:
        sums: label and amount, from the opening balance to what is to be paid.
    """

    title: str
    enterprise: str
    period: str
    state: str
    sums: Sequence[tuple[str, str]]
    lines: Sequence[StatementLine]
    printed_at: str
