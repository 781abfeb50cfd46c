"""The official divisions of China."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from plugins.addresses.rules.names import aliases

#: 港澳台 need customs papers, and no courier of the mainland reaches 金门县.
NOT_SERVED = frozenset({"710000", "810000", "820000", "350527"})


class Level(IntEnum):
    PROVINCE = 1
    CITY = 2
    COUNTY = 3


@dataclass(frozen=True)
class Division:
    """One province, city or county.

    `code` is that of GB/T 2260. A district of a municipality lies in a city named
    like it (北京市 北京市 东城区); a county under a province's own government counts
    as a city without counties (湖北省 仙桃市). `postcode` is empty for provinces.
    """

    code: str
    province: str
    city: str = ""
    county: str = ""
    postcode: str = ""

    @property
    def level(self) -> Level:
        if self.county:
            return Level.COUNTY
        return Level.CITY if self.city else Level.PROVINCE

    @property
    def name(self) -> str:
        return self.county or self.city or self.province

    @property
    def full_name(self) -> str:
        city = "" if self.city == self.province else self.city
        return f"{self.province}{city}{self.county}" if self.county else self.province + city

    def part(self, level: Level) -> str:
        """Return the name at one level, empty where the division has none."""
        return self._parts[level - 1]

    @cached_property
    def names(self) -> tuple[frozenset[str], ...]:
        """All forms of the province's, city's and county's name."""
        return tuple(aliases(name) if name else frozenset() for name in self._parts)

    @property
    def _parts(self) -> tuple[str, str, str]:
        return self.province, self.city, self.county


class Gazetteer:
    """All divisions, by code and by what they contain."""

    def __init__(self, divisions: Iterable[Division]):
        self.divisions = tuple(divisions)
        self.by_code = {division.code: division for division in self.divisions}
        self._by_names = {(d.province, d.city, d.county): d for d in self.divisions}
        self._children: dict[str, list[Division]] = defaultdict(list)
        for division in self.divisions:
            parent = self.parent_of(division)
            self._children[parent.code if parent else ""].append(division)
        self.leaves = tuple(d for d in self.divisions if self.is_leaf(d))
        self._prefixes: dict[str, set[str]] = defaultdict(set)
        for division in self.divisions:
            if division.postcode:
                self._prefixes[division.province].add(division.postcode[:2])

        self._bearers: dict[tuple[Level, str], list[Division]] = defaultdict(list)
        for leaf in self.leaves:
            for level in Level:
                for name in leaf.names[level - 1]:
                    self._bearers[(level, name)].append(leaf)

    def bearers(self, level: Level, name: str) -> tuple[Division, ...]:
        """Return the smallest divisions whose province, city or county bears `name`."""
        return tuple(self._bearers.get((level, name), ()))

    def get(self, code: str) -> Division | None:
        return self.by_code.get(code)

    def parent_of(self, division: Division) -> Division | None:
        if division.county:
            return self._by_names[(division.province, division.city, "")]
        return self._by_names[(division.province, "", "")] if division.city else None

    def children_of(self, code: str = "") -> tuple[Division, ...]:
        """Return what a picker shows under `code`; without one, the provinces."""
        return tuple(d for d in self._children.get(code, ()) if d.code not in NOT_SERVED)

    def is_leaf(self, division: Division) -> bool:
        """Tell whether an address may end here: nothing smaller is listed."""
        return division.code not in self._children

    def postcode_for(self, division: Division, given: str = "") -> str:
        """Return `given` if it can lie in the division's province, else the division's own.

        Pickers send 000000, and people send none; couriers go by the division.
        """
        is_possible = len(given) == 6 and given.isascii() and given.isdigit()
        if is_possible and given[:2] in self._prefixes[division.province]:
            return given
        return division.postcode
