"""Every page of a site, found by itself: from the resolver, and from a visitor's own pages."""

from __future__ import annotations

import inspect
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import product
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern
from django.utils.regex_helper import normalize

Pattern = RoutePattern | RegexPattern
#: Where one leaves: following it ends the walk.
WAY_OUT = "/logout/"
#: htmx asks as links and forms do.
HTMX = {"hx-get": "get", "hx-post": "post", "hx-put": "post", "hx-delete": "post"}
_PARAMETER = re.compile(r"<(?:[^:>]+:)?(\w+)>")


@dataclass(frozen=True)
class Page:
    """One pattern of the resolver.

    Attributes:
        parts: the patterns on the way to it, from the root.
        module: where its view is.
    """

    parts: tuple[Pattern, ...]
    module: str

    @property
    def route(self) -> str:
        return "/" + "".join(str(part).removeprefix("^") for part in self.parts)

    @property
    def parameters(self) -> list[str]:
        return [name for part in self.parts for name in _names(part)]

    def addresses(self, values_of: Callable[[Page, str], Sequence[Any]]) -> Iterator[str]:
        """Yield its address for every combination of its parameters' values."""
        names = self.parameters
        for chosen in product(*(values_of(self, name) for name in names)):
            values = dict(zip(names, chosen, strict=True))
            yield "/" + "".join(_written(part, values) for part in self.parts)


def _names(part: Pattern) -> list[str]:
    return list(part.converters or part.regex.groupindex)


def _written(part: Pattern, values: Mapping[str, Any]) -> str:
    if isinstance(part, RoutePattern):
        return _PARAMETER.sub(
            lambda found: part.converters[found[1]].to_url(values[found[1]]), str(part)
        )
    [(form, names), *_] = normalize(str(part))
    return form % {name: values[name] for name in names}


def pages_below(path: str) -> list[Page]:
    """Return every pattern whose addresses begin with `path`."""
    return [page for page in _pages(get_resolver(), ()) if page.route.startswith(path)]


def _pages(resolver: URLResolver, above: tuple[Pattern, ...]) -> Iterator[Page]:
    for each in resolver.url_patterns:
        parts = (*above, each.pattern)
        if isinstance(each, URLResolver):
            yield from _pages(each, parts)
        elif isinstance(each, URLPattern):
            yield Page(parts=parts, module=_module_of(each.callback))
        else:
            raise TypeError(f"the walk does not know how to walk {each!r}")


def _module_of(view: Callable[..., Any]) -> str:
    """Django's and the site's wrappers keep the module of what they wrap."""
    view = inspect.unwrap(view)
    return str(getattr(view, "__module__", type(view).__module__))


@dataclass(frozen=True)
class Form:
    """Something to send: where to, and every field with what a visitor's own page has in it."""

    address: str
    method: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass
class Sight:
    """What a visitor's pages lead to."""

    links: set[str] = field(default_factory=set)
    forms: set[Form] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)


def seen_by(client: Client, *, start: str) -> Sight:
    """Follow every link below `start`, reading only; fail on one that leads nowhere."""
    sight, waiting = Sight(), deque([start])
    while waiting:
        address = waiting.popleft()
        if address in sight.links or address.startswith(start.rstrip("/") + WAY_OUT):
            continue
        sight.links.add(address)
        answer = client.get(address)
        assert answer.status_code in (200, 302), f"{address} → {answer.status_code}"
        assert "/login/" not in answer.headers.get("Location", ""), f"{address} asks to log in"
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        text = answer.content.decode()
        sight.texts[address] = text
        reader = _Reader(address)
        reader.feed(text)
        sight.forms |= reader.sendable()
        waiting.extend(link for link in reader.links if link.startswith(start))
    return sight


class _Reader(HTMLParser):
    """Reads links, forms and htmx's attributes out of a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self._forms: list[tuple[str, str, list[tuple[str, str]]]] = []
        self._others: list[Form] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(self._whole(given["href"]))
        for name, method in HTMX.items():
            if name in given:
                self._others.append(Form(self._whole(given[name]), method))
        if tag == "form":
            self._inside = True
            method = given.get("method", "get").lower()
            self._forms.append((self._whole(given.get("action", "")), method, []))
        elif self._inside and given.get("name"):
            self._forms[-1][2].append((given["name"], given.get("value", "")))
        if "formaction" in given and self._inside:
            _, method, fields = self._forms[-1]
            self._forms.append((self._whole(given["formaction"]), method, fields))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False

    def sendable(self) -> set[Form]:
        forms = {Form(address, method, tuple(fields)) for address, method, fields in self._forms}
        return forms | set(self._others)

    def _whole(self, address: str) -> str:
        parts = urlsplit(urljoin(self.address, address))
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
