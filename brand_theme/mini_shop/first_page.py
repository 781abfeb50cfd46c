"""What a page shows first, written into it: no second question before the first picture."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from math import ceil
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.module_loading import import_string

from brand_theme.mini_shop.files import with_files
from brand_theme.window.answers import life
from brand_theme.window.rules import month_name
from plugins.kernel.throttle import TooOften
from plugins.showcase.public import next_change

HOME, GOOD, LIST = "pages/home/index", "pages/goods/detail", "pages/goods/list"
#: Width from which a page is laid out for a desk; `src/rules/pictures.ts` has the same.
DESK = 900
#: Cards side by side on a phone, and what `sizesFor` of `src/rules/pictures.ts` says of one.
FIRST_ROW = 2
CARD_SIZES = "(min-resolution: 2.5dppx) 170px, 255px"
_SLUG = re.compile(r"[-\w]{1,255}")
#: What `src/pages/goods/list.vue` asks for first; it compares, and asks itself when we differ.
_UNASKED = {
    "query": None,
    "trade": None,
    "town": None,
    "month": None,
    "certification": None,
    "enterprise": None,
    "collection": None,
    "lowestFen": None,
    "highestFen": None,
    "sort": "SHELF",
    "first": 20,
    "skip": 0,
}
_MONTHS = [str(month) for month in range(1, 13)]
_SLUGS = ("trade", "town", "certification", "enterprise", "collection")
_APP = b'<div id="app">'
#: The drawing that stands before the program does, and the data it takes over.
Parts = tuple[bytes, bytes]


def with_home(page: bytes, request: HttpRequest) -> bytes:
    """Return the page with the first screen of the shop drawn and its content in it."""
    parts = _kept("mini_shop.first_page", lambda: _home_parts(request))
    return with_files(_with(page, parts), HOME)


def with_good(page: bytes, request: HttpRequest, slug: str) -> bytes:
    """Return the page with one good drawn and its content in it; without, if there is none."""
    if not _SLUG.fullmatch(slug):
        return with_files(page, GOOD)
    parts = _kept(_key("good", slug), lambda: _good_parts(request, slug))
    return with_files(_with(page, parts), GOOD)


def with_list(page: bytes, request: HttpRequest) -> bytes:
    """Return the page with the first goods of a list in it, if one thing or none is ticked.

    Searches and several ticks are too many to keep, and ask for themselves.
    """
    asked = _list_asked(request.GET.dict())
    if asked is None:
        return with_files(page, LIST)
    parts = _kept(_key("list", json.dumps(asked)), lambda: _list_parts(request, asked))
    return with_files(_with(page, parts), LIST)


def _list_asked(ticked: dict[str, str]) -> dict[str, Any] | None:
    """Return the variables of the list's first question, or None where it is not answered here."""
    if not ticked:
        return _UNASKED
    [(name, value), *more] = ticked.items()
    if more:
        return None
    if name in _SLUGS and _SLUG.fullmatch(value):
        return {**_UNASKED, name: value}
    if name == "month" and value in _MONTHS:
        return {**_UNASKED, name: int(value)}
    return None


def _home_parts(request: HttpRequest) -> Parts | None:
    answer = _answer(request, "ShopHome")
    return _home(answer["shopHome"]) if answer else None


def _list_parts(request: HttpRequest, asked: dict[str, Any]) -> Parts | None:
    answer = _answer(request, "ShopGoods", **asked)
    cards = answer["shopGoods"]["nodes"] if answer else []
    return _list(cards, {"asked": asked, "answer": answer}) if cards else None


def _good_parts(request: HttpRequest, slug: str) -> Parts | None:
    answer = _answer(request, "ShopGood", slug=slug)
    good = answer["shopGood"] if answer else None
    return _good(good) if good else None


def _answer(request: HttpRequest, document: str, **variables: Any) -> dict[str, Any] | None:
    """Return what the public door answers; None where the visitor has asked it for too much.

    Then the page asks for itself, and is told when to come back.
    """
    try:
        data: dict[str, Any] = import_string(settings.MINI_SHOP_ANSWERS)(
            request, document, **variables
        )
    except TooOften:
        return None
    return data


def _key(kind: str, asked: str) -> str:
    return f"mini_shop.{kind}.{hashlib.sha256(asked.encode()).hexdigest()}"


def _kept(key: str, make: Callable[[], Parts | None]) -> Parts | None:
    """Ask once for many visitors, never past the instant at which a licence or a card changes.

    What is None is made anew each time.
    """
    kept: Parts | None = cache.get(key)
    if kept is not None:
        return kept
    parts = make()
    if parts is None:
        return None
    now = timezone.now()
    age, change = life(now)["max_age"], next_change(after=now)
    cache.set(key, parts, age if change is None else min(age, ceil((change - now).total_seconds())))
    return parts


def _with(page: bytes, parts: Parts | None) -> bytes:
    if parts is None:
        return page
    curtain, island = parts
    return page.replace(_APP, curtain + _APP, 1).replace(b"</body>", island + b"</body>", 1)


def _home(home: dict[str, Any]) -> Parts:
    card = home["inSeason"][0] if home["inSeason"] else None
    drawn = {
        "card": card,
        "large": _largest(card["large"]) if card else "",
        "home": home,
        "month": month_name(home["month"]),
    }
    return _curtain("mini_shop/curtain.html", drawn), _island("served-home", home)


def _good(good: dict[str, Any]) -> Parts:
    picture = good["pictures"][0] if good["pictures"] else None
    drawn = {
        "good": good,
        "picture": picture,
        "large": _largest(picture) if picture else "",
        "place": " › ".join(each["name"] for each in good["path"]),
        "yuan": f"{good['priceFen'] // 100}",
        "fen": f"{good['priceFen'] % 100:02}",
    }
    return _curtain("mini_shop/good_curtain.html", drawn), _island("served-good", good)


def _list(cards: list[dict[str, Any]], content: dict[str, Any]) -> Parts:
    drawn = {"cards": [card for card in cards[:FIRST_ROW] if card["picture"]], "sizes": CARD_SIZES}
    pictures = render_to_string("mini_shop/list_pictures.html", drawn)
    return pictures.encode(), _island("served-goods", content)


def _largest(picture: dict[str, Any]) -> str:
    """`src` is the smallest size, the last of `srcset` the largest; the program takes the same."""
    return str(picture["srcset"].split(",")[-1].split()[0])


def _curtain(template: str, drawn: dict[str, Any]) -> bytes:
    """Draw the first screen; the program takes it away when it is there itself."""
    return render_to_string(template, {**drawn, "desk": DESK}).encode()


def _island(name: str, content: dict[str, Any]) -> bytes:
    """Data, not a program: `<` is escaped, so no text can end the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>'.encode()
