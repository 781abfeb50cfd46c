"""Reading an address that was copied as one text.

Shoppers paste what a friend sent them: name, number and address in any order,
with or without labels and separators.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from plugins.addresses.rules.contacts import COUNTRY_PREFIX, MOBILE, SEPARATORS
from plugins.addresses.rules.divisions import NOT_SERVED, Division, Gazetteer, Level

#: Longer texts are not addresses; reading stops here.
LONGEST = 500

#: 积石山保安族东乡族撒拉族自治县 has 15.
LONGEST_NAME = 15

_LABEL = re.compile(
    r"(?:收货人|收件人|联系人|姓名|名字|手机号码|手机号|手机|联系电话|联系方式|电话号码|电话"
    r"|所在地区|所在地|地区|详细地址|收货地址|收件地址|街道地址|地址|邮政编码|邮编|省市区)[:]\s*"
)
_PHONE = re.compile(r"(?<![0-9])(?:(?:\+|00)?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])")
_POSTCODE = re.compile(r"(?<![^\s,;|])[0-9]{6}(?![^\s,;|])")
_GAPS = re.compile(r"[\s,,;。、|/]+")
_NAME = re.compile(r"[㐀-鿿·]{2,6}|[A-Za-z][A-Za-z .'-]{1,29}")
_PLACE_WORDS = re.compile(
    r"[0-9]|[省市县区镇乡村路街道巷弄号楼栋室组队湾]$|小区|大厦|公司|学校|广场"
)
#: What stands where the number was: nobody types it.
_MARK = "\x00"


@dataclass(frozen=True)
class Pasted:
    """What was found; whatever was not is empty.

    `division` may be a city when no county is named. `phone` is in E.164, `street`
    is what follows the division, `postcode` is one that stood in the text.
    """

    name: str = ""
    phone: str = ""
    postcode: str = ""
    division: Division | None = None
    street: str = ""


@dataclass(frozen=True)
class _Walk:
    """A division named by the parts from `first` on; `rest` follows it in the last."""

    division: Division
    first: int
    last: int
    before: str
    rest: str
    steps: int


def paste_parse(gazetteer: Gazetteer, text: str) -> Pasted:
    """Split a pasted address into its parts. Never raises, adds nothing to the text."""
    folded = unicodedata.normalize("NFKC", text or "")[:LONGEST]
    folded = "".join(c for c in folded if unicodedata.category(c) != "Cf" and c != _MARK)
    folded = _LABEL.sub(" ", folded)
    phone, folded = _take_phone(folded)
    postcode, folded = _take_postcode(folded)
    parts = [part for part in _GAPS.split(folded.replace(_MARK, f" {_MARK} ")) if part]
    walk = _best_walk(gazetteer, parts)
    if walk is None:
        return _without_division(parts, phone, postcode)
    before = parts[: walk.first] + ([walk.before] if walk.before else [])
    after = ([walk.rest] if walk.rest else []) + parts[walk.last + 1 :]
    # What is glued to the division is the street, never a name.
    name = _name_among(before, after[1:] if walk.rest else after)
    street = " ".join(part for part in after if part not in (_MARK, name))
    if not street:
        street = " ".join(part for part in before if part not in (_MARK, name))
    return Pasted(name, phone, postcode, walk.division, street)


def _take_phone(text: str) -> tuple[str, str]:
    match = _PHONE.search(text)
    if not match:
        return "", text
    digits = MOBILE.fullmatch(match[0].replace(" ", "").translate(SEPARATORS))
    number = COUNTRY_PREFIX + digits[1] if digits else ""
    return number, f"{text[: match.start()]}{_MARK}{text[match.end() :]}"


def _take_postcode(text: str) -> tuple[str, str]:
    match = _POSTCODE.search(text)
    if not match:
        return "", text
    return match[0], f"{text[: match.start()]} {text[match.end() :]}"


def _without_division(parts: list[str], phone: str, postcode: str) -> Pasted:
    name = _name_among([], parts) if phone else ""
    street = " ".join(part for part in parts if part not in (_MARK, name))
    return Pasted(name=name, phone=phone, postcode=postcode, street=street)


def _is_name(part: str) -> bool:
    return bool(_NAME.fullmatch(part)) and not _PLACE_WORDS.search(part)


def _name_among(before: list[str], after: list[str]) -> str:
    """Choose the name: beside the number, else ahead of the place, else at the end."""
    parts = before + after
    marks = [index for index, part in enumerate(parts) if part == _MARK]
    beside = [parts[i] for mark in marks for i in (mark - 1, mark + 1) if 0 <= i < len(parts)]
    for part in (*beside, *before, *reversed(after)):
        if part != _MARK and _is_name(part):
            return part
    return ""


def _best_walk(gazetteer: Gazetteer, parts: list[str]) -> _Walk | None:
    """Return the walk that names the most levels, the earliest of equals."""
    best: _Walk | None = None
    for index, part in enumerate(parts):
        for offset in _starts(gazetteer, part):
            walk = _walk(gazetteer, parts, index, offset)
            if walk and (best is None or walk.steps > best.steps):
                best = walk
    return best


def _starts(gazetteer: Gazetteer, part: str) -> list[int]:
    """Return where in `part` a division may begin: at its start, or at a province."""
    inside = {part.find(province.name) for province in gazetteer.children_of()} - {-1}
    return sorted({0, *inside})


def _walk(gazetteer: Gazetteer, parts: list[str], index: int, offset: int) -> _Walk | None:
    """Follow province, city, county from one place on, each level optional."""
    trail = _Trail(gazetteer, parts, index, offset)
    for level in Level:
        trail.take(level)
    division = _common(gazetteer, trail.pool) if trail.steps else None
    if division is None:
        return None
    return _Walk(division, index, trail.index, parts[index][:offset], trail.rest, trail.steps)


class _Trail:
    """A position in the parts that moves forward over names of divisions."""

    def __init__(self, gazetteer: Gazetteer, parts: list[str], index: int, offset: int):
        self.gazetteer, self.parts = gazetteer, parts
        self.index, self.offset = index, offset
        self.steps = 0
        #: The counties that the names met so far leave possible.
        self.pool: list[Division] = []

    @property
    def rest(self) -> str:
        return self.parts[self.index][self.offset :]

    def take(self, level: Level) -> None:
        """Step over the longest name of this level, if one comes next."""
        index, start, rest = self.index, self.offset, self.rest
        if not rest and index + 1 < len(self.parts):
            index, start, rest = index + 1, 0, self.parts[index + 1]
        for length in range(min(len(rest), LONGEST_NAME), 1, -1):
            found = self._fitting(level, rest[:length])
            if found:
                self.index, self.offset = index, start + length
                self.pool, self.steps = found, self.steps + 1
                return

    def _fitting(self, level: Level, name: str) -> list[Division]:
        """Return who bears the name; a trail without province needs whole names."""
        bearers = self.gazetteer.bearers(level, name)
        if self.steps:
            return [d for d in bearers if d in self.pool]
        if level is Level.PROVINCE:
            return list(bearers)
        return [d for d in bearers if name == d.part(level) and d.code not in NOT_SERVED]


def _common(gazetteer: Gazetteer, pool: list[Division]) -> Division | None:
    """Return the smallest division that contains all of `pool`, None above a city."""
    if len(pool) == 1:
        return pool[0]
    if len({(d.province, d.city) for d in pool}) == 1:
        return gazetteer.parent_of(pool[0])
    return None
