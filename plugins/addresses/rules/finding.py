"""Finding the division that a person means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from plugins.addresses.errors import (
    AreaNotServed,
    DivisionAmbiguous,
    DivisionMissing,
    DivisionUnknown,
)
from plugins.addresses.rules.divisions import NOT_SERVED, Division, Gazetteer, Level
from plugins.addresses.rules.names import aliases, given_name, stem

LEVEL_NAMES = {
    Level.PROVINCE: ("省份", "province"),
    Level.CITY: ("城市", "city"),
    Level.COUNTY: ("区县", "county or district"),
}
#: The fields of a Saleor address.
FIELDS = {Level.PROVINCE: "country_area", Level.CITY: "city", Level.COUNTY: "city_area"}


@dataclass(frozen=True)
class Place:
    """The division an address lies in, and the town that was given in its stead.

    `locality` is a town or village that stood in a field of the picker:
    东莞市 has no counties, so 长安镇 arrives as one.
    """

    division: Division
    locality: str = ""


def division_find(
    gazetteer: Gazetteer, *, province: str = "", city: str = "", county: str = ""
) -> Place:
    """Find the division that three fields mean, however short their names.

    A county city may stand in the city's field (大冶市), the province may be
    missing where the rest is unique, and placeholders such as 市辖区 are ignored.

    Raises:
        DivisionMissing: the fields stop short of a county.
        DivisionUnknown: no such place there.
        DivisionAmbiguous: several places fit.
        AreaNotServed: 港澳台 and 金门县.
    """
    place = _Search(gazetteer, given_name(province), given_name(city), given_name(county)).run()
    if place.division.code in NOT_SERVED:
        field = FIELDS[place.division.level]
        raise AreaNotServed(field=field, area=place.division.full_name)
    return place


class _Search:
    """One question to the gazetteer; the three fields are clean."""

    def __init__(self, gazetteer: Gazetteer, province: str, city: str, county: str):
        self.gazetteer = gazetteer
        self.province, self.city, self.county = province, city, county
        #: Where to look: all of China, or the province that was named.
        self.pool: tuple[Division, ...] = gazetteer.leaves

    def _matching(
        self, level: Level, given: str, within: Iterable[Division] | None = None
    ) -> list[Division]:
        """Return what `given` names; a whole name beats a shortened one."""
        bearers = (self.gazetteer.bearers(level, name) for name in (given, stem(given)))
        inside = {d.code for d in (self.pool if within is None else within)}
        close = [d for d in dict.fromkeys(chain(*bearers)) if d.code in inside]
        return [d for d in close if d.part(level) == given] or close

    def run(self) -> Place:
        if self.province:
            self.pool = tuple(self._matching(Level.PROVINCE, self.province))
            if not self.pool:
                raise self._unknown("country_area", self.province, Level.PROVINCE)
        if len(self.pool) == 1:  # 港澳台: nothing below is listed
            return Place(self.pool[0])
        if self.city:
            return self._by_city()
        if self.county:
            return self._by_county()
        raise self._missing(Level.CITY if self.province else Level.PROVINCE)

    def _by_city(self) -> Place:
        cities = self._matching(Level.CITY, self.city)
        counties = self._matching(Level.COUNTY, self.city)
        if cities:
            # 承德 is the city before it is 承德县, but 恩施市 is not all of 恩施州.
            is_whole = cities[0].city == self.city
            counties = [d for d in counties if d.county == self.city and not is_whole]
        elif not counties:
            raise self._unknown("city", self.city, Level.CITY)
        if self.county:
            return self._within(cities, counties)
        if counties:
            return Place(self._the_one(counties, "city", self.city))
        if len({(d.province, d.city) for d in cities}) > 1:
            raise self._ambiguous("city", self.city, cities)
        if len(cities) > 1 or cities[0].county:
            raise self._missing(Level.COUNTY, cities)
        return Place(cities[0])

    def _within(self, cities: list[Division], counties: list[Division]) -> Place:
        """Read the county's field, knowing what the city's field may mean."""
        found = self._matching(Level.COUNTY, self.county, cities)
        if found:
            return Place(self._the_one(found, "city_area", self.county))
        whole = [d for d in cities if not d.county] or counties
        if not whole:
            raise self._unknown("city_area", self.county, Level.COUNTY, cities)
        place = self._the_one(whole, "city", self.city)
        is_repeated = stem(self.county) in aliases(place.name)
        return Place(place, "" if is_repeated else self.county)

    def _by_county(self) -> Place:
        found = self._matching(Level.COUNTY, self.county) or [
            d for d in self._matching(Level.CITY, self.county) if not d.county
        ]
        if not found:
            raise self._unknown("city_area", self.county, Level.COUNTY, self.pool)
        return Place(self._the_one(found, "city_area", self.county))

    def _the_one(self, found: list[Division], field: str, given: str) -> Division:
        if len(found) > 1:
            raise self._ambiguous(field, given, found)
        return found[0]

    def _ambiguous(self, field: str, given: str, found: list[Division]) -> DivisionAmbiguous:
        are_counties = all({given, stem(given)} & d.names[Level.COUNTY - 1] for d in found)
        names = (d.full_name if are_counties else d.province + d.city for d in found)
        # A city is met once per county: name it once.
        return DivisionAmbiguous(field=field, given=given, choices=dict.fromkeys(names))

    def _missing(self, level: Level, within: Iterable[Division] = ()) -> DivisionMissing:
        zh, en = LEVEL_NAMES[level]
        return DivisionMissing(
            field=FIELDS[level], choices=self._choices(level, within), level_zh=zh, level_en=en
        )

    def _unknown(
        self, field: str, given: str, level: Level, within: Iterable[Division] = ()
    ) -> DivisionUnknown:
        area = ""
        if level is Level.COUNTY and self.city and self.pool:
            area = next((d.city for d in within), self.city)
        elif level is not Level.PROVINCE and self.province:
            area = self.pool[0].province
        return DivisionUnknown(
            field=field, given=given, area=area, choices=self._choices(level, within)
        )

    def _choices(self, level: Level, within: Iterable[Division]) -> list[str]:
        if level is Level.PROVINCE:
            return [d.name for d in self.gazetteer.children_of()]
        names = (d.county if level is Level.COUNTY else d.city for d in (within or self.pool))
        return list(dict.fromkeys(name for name in names if name))
