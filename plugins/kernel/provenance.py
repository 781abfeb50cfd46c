"""Where a product comes from and who grows it: slots on its page for capabilities to fill.

A capability that knows declares a source (`CapabilityConfig.provenance`). Sources answer
for all products of a page at once. While none is declared nothing is asked and nothing shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from django.core.cache import cache
from django.utils.module_loading import import_string

from plugins.kernel.registry import capabilities

#: A page of the mini-shop, which exists in WeChat and in browsers alike.
_PAGE = re.compile(r"/pages/[a-z][\w/-]*(\?[^#\s]*)?")
#: Answers are the same for everybody and may be this old.
KEPT_SECONDS = 60
_KEY = "kernel.provenance:{}"


class ProvenanceKind(Enum):
    """In this order on the page."""

    TRACE = "trace"  # 溯源: what happened to this lot
    HOUSEHOLD = "household"  # 农户: whose work it is


@dataclass(frozen=True, kw_only=True)
class ProvenancePicture:
    """Addresses as an `img` element takes them; `srcset` may be empty."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, kw_only=True)
class ProvenanceCard:
    """One card.

    Attributes:
        title, words: for buyers, in Chinese, without what only staff may read of a person.
        path: the page of the mini-shop it opens, such as `/pages/trace/lot?code=…`.

    Raises:
        ValueError: `path` is no page of the mini-shop.
    """

    kind: ProvenanceKind
    title: str
    words: str
    path: str
    picture: ProvenancePicture | None = None

    def __post_init__(self) -> None:
        if not _PAGE.fullmatch(self.path):
            raise ValueError(f"no page of the mini-shop: {self.path!r}")


class ProvenanceSource(Protocol):
    """A capability's word on where products come from."""

    def cards(
        self, *, product_ids: Collection[int], at: datetime
    ) -> Mapping[int, Sequence[ProvenanceCard]]:
        """Return the cards of each product that has any; queries do not grow with products."""
        ...


def provenance_sources() -> list[ProvenanceSource]:
    """Return the declared sources, in the order of the capabilities."""
    return [import_string(path)() for config in capabilities() for path in config.provenance]


def provenance_of(
    *, product_ids: Collection[int], at: datetime
) -> dict[int, tuple[ProvenanceCard, ...]]:
    """Return the cards of every product, by kind, then as the sources order them.

    May be `KEPT_SECONDS` old. Every source is asked once for all products that nobody
    has asked about lately.
    """
    sources = provenance_sources()
    if not sources:
        return dict.fromkeys(product_ids, ())
    keys = {_KEY.format(product_id): product_id for product_id in product_ids}
    known = {keys[key]: cards for key, cards in cache.get_many(keys).items()}
    missing = [product_id for product_id in keys.values() if product_id not in known]
    if missing:
        asked = _asked(sources, missing, at=at)
        cache.set_many({_KEY.format(each): cards for each, cards in asked.items()}, KEPT_SECONDS)
        known |= asked
    return {product_id: known[product_id] for product_id in product_ids}


def _asked(
    sources: Sequence[ProvenanceSource], product_ids: Sequence[int], *, at: datetime
) -> dict[int, tuple[ProvenanceCard, ...]]:
    found: dict[int, list[ProvenanceCard]] = {product_id: [] for product_id in product_ids}
    for source in sources:
        for product_id, cards in source.cards(product_ids=product_ids, at=at).items():
            found[product_id].extend(cards)
    order = list(ProvenanceKind)
    return {
        product_id: tuple(sorted(cards, key=lambda card: order.index(card.kind)))
        for product_id, cards in found.items()
    }
