"""What a stop of the tour is: a page, how to get there, and what is said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

#: The windows of the tour, by the width that the pictures' names end with.
PHONE, DESK = 390, 1440
BOTH, DESK_ONLY, PHONE_ONLY = (PHONE, DESK), (DESK,), (PHONE,)

_PART = re.compile(r"<[^>]+>")


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One page, or one state of a page.

    Attributes:
        name: what its pictures are called.
        page: the page it shows, as its program registers it; may hold `<parts>`.
        title, zh, en: the caption.
        via: what is opened before, such as goods that leave footprints.
        address: what is opened.
        follow: what is clicked then, one after the other.
        sizes: the widths it is photographed at.
        look: how the mini-shop looks on the device, for this stop alone.
        is_offline: whether the net goes away once the address was opened.
        down_to: what is scrolled to before the picture is taken.
        until: what has to be there by then.
    """

    name: str
    page: str
    title: str
    zh: str
    en: str
    address: str
    via: tuple[str, ...] = ()
    follow: tuple[str, ...] = ()
    sizes: tuple[int, ...] = BOTH
    look: dict[str, Any] = field(default_factory=dict)
    is_offline: bool = False
    down_to: str = ""
    until: str = ""

    @property
    def pattern(self) -> str:
        """What the path of this stop's page looks like, as a regular expression."""
        return "^/" + "[^/]+".join(re.escape(each) for each in _PART.split(self.page)) + "$"


@dataclass(frozen=True)
class Visitor:
    """Who walks through a chapter.

    Attributes:
        site: where they log in: "" for nobody, "shop", "console" or "enterprise".
        email: of a console's member.
    """

    site: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """Some stops of one person, with a heading."""

    zh: str
    en: str
    words_zh: str
    words_en: str
    visitor: Visitor
    stops: tuple[Stop, ...]
