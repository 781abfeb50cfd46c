"""Distil `divisions.csv` from two published data sets; see README.md beside this.

    python distil.py <lcn>/data/data.json <china_region>/region.csv

Reads the official list of divisions from the first and postcodes from the
second, writes `divisions.csv` beside this file and prints what it could not match.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).with_name("divisions.csv")
#: Postcodes of counties newer than the postcode list, and of rows it has wrong.
AMENDMENTS = Path(__file__).with_name("amendments.csv")

MUNICIPALITIES = ("11", "12", "31", "50")
#: "Cities" of the official list that are only brackets around counties.
#: Of 三沙市 the official list has two districts; these three are their former selves.
SUPERSEDED = ("460321", "460322", "460323")
BRACKETS = ("省直辖县级行政区划", "自治区直辖县级行政区划", "县")
SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "林区",
    "地区",
    "新区",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "旗",
)

#: The first two digits of a postcode name the province; districts that are served
#: from a neighbouring province are the only exceptions.
PREFIXES = {
    "11": "10", "12": "30", "13": "05 06 07", "14": "03 04", "15": "01 02 13",
    "21": "11 12", "22": "13", "23": "15 16", "31": "20", "32": "21 22",
    "33": "31 32", "34": "23 24", "35": "35 36", "36": "33 34", "37": "25 26 27",
    "41": "45 46 47", "42": "43 44", "43": "41 42", "44": "51 52", "45": "53 54",
    "46": "57", "50": "40", "51": "61 62 63 64", "52": "55 56", "53": "65 66 67",
    "54": "85 86", "61": "71 72", "62": "73 74", "63": "81", "64": "75", "65": "83 84",
}  # fmt: skip
SERVED_BY_NEIGHBOURS = {
    "131126", "150721", "150722", "150783", "152900", "152921", "152922", "152923",
    "330922", "632625",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    code: str
    province: str
    city: str = ""
    county: str = ""


def official_rows(path: Path) -> list[Row]:
    """Return provinces, cities and counties as shoppers know them.

    Counties of a municipality sit under one city named like it; counties that a
    province governs itself (仙桃市) become cities without counties.
    """
    names = {entry["code"]: entry["name"] for entry in json.loads(path.read_text())}
    rows = []
    for code, name in sorted(names.items()):
        if code in SUPERSEDED:
            continue
        province = names[code[:2] + "0000"]
        if code.endswith("0000"):
            rows.append(Row(code, name))
            continue
        city = names[code[:4] + "00"]
        if code.endswith("00"):
            if name not in BRACKETS:
                rows.append(Row(code, province, name))
        elif code.startswith(MUNICIPALITIES):
            rows.append(Row(code, province, province, name))
        elif city in BRACKETS:
            rows.append(Row(code, province, name))
        else:
            rows.append(Row(code, province, city, name))
    return rows


def stem(name: str) -> str:
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


class Postcodes:
    """Postcodes by place: exact names first, then names without their suffix."""

    def __init__(self, path: Path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            places = list(csv.DictReader(file))
        self.seats: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self.counties: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for place in places:
            province, city, county = (place[key] for key in ("province", "city", "county"))
            self._add(stem(province), city, county, place["zipCode"].zfill(6))

    def _add(self, province: str, city: str, county: str, code: str) -> None:
        if county == city:
            self.seats[(province, county)].add(code)
            self.seats[(province, stem(county))].add(code)
            return
        for name in {county, stem(county)}:
            self.counties[(province, stem(city), name)].add(code)
            self.counties[(province, name)].add(code)

    def of(self, row: Row) -> str:
        """Return the one postcode of a city or county, or an empty string."""
        province, city, name = stem(row.province), stem(row.city), row.county or row.city
        tables = [self.counties] if row.county else [self.seats, self.counties]
        keys: list[tuple[str, ...]] = [(province, name), (province, stem(name))]
        if row.county:
            keys = [(province, city, name), (province, city, stem(name)), *keys]
        for table in tables:
            for key in keys:
                if len(table.get(key, ())) == 1:
                    return next(iter(table[key]))
        return ""


def is_plausible(code: str, postcode: str) -> bool:
    """Tell whether a listed postcode can belong to the division `code`."""
    if len(postcode) != 6 or not postcode.isdigit():
        return False
    return code in SERVED_BY_NEIGHBOURS or postcode[:2] in PREFIXES.get(code[:2], "").split()


def amendments() -> dict[str, str]:
    with AMENDMENTS.open(encoding="utf-8", newline="") as file:
        return {entry["code"]: entry["postcode"] for entry in csv.DictReader(file)}


def main(divisions: Path, places: Path) -> None:
    postcodes = Postcodes(places)
    rows = official_rows(divisions)
    seats: dict[tuple[str, str], str] = {}
    unmatched = []
    amended = amendments()
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "province", "city", "county", "postcode"))
        for row in rows:
            postcode = amended.get(row.code) or postcodes.of(row) if row.city else ""
            if not is_plausible(row.code, postcode):
                postcode = ""
            if not postcode and row.county:
                unmatched.append(row)
                postcode = seats.get((row.province, row.city), "")
            if row.city and not row.county:
                seats[(row.province, row.city)] = postcode
            writer.writerow((row.code, row.province, row.city, row.county, postcode))
    sys.stdout.write(f"{len(rows)} rows; {len(unmatched)} counties took their city's postcode:\n")
    for row in unmatched:
        seat = seats.get((row.province, row.city))
        sys.stdout.write(f"  {row.code} {row.province} {row.city} {row.county} {seat}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
