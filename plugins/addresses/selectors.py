"""Reading the committed list of divisions."""

import csv
from functools import cache
from pathlib import Path

from plugins.addresses.rules.divisions import Division, Gazetteer

DIVISIONS = Path(__file__).parent / "data" / "divisions.csv"


@cache
def gazetteer() -> Gazetteer:
    """Return the divisions of China; read once per process."""
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        return Gazetteer(Division(**row) for row in csv.DictReader(file))
