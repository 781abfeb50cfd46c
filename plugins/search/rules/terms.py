"""What a product is found by: each term with its kind, weight and what a suggestion shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.search.rules.text import initials_of, is_chinese, normalise, pinyin_of

MAX_TERM = 120
"""Longest term that is kept, in characters."""

NAME = "name"
SHORT_NAME = "short_name"
CATEGORY = "category"
TOWN = "town"
ENTERPRISE = "enterprise"
COLLECTION = "collection"
INITIALS = "pinyin_initials"
TYPO = "typo"
NOT_THE_SAME = "not_the_same"
"""A thing that people must not be shown this product for; see `ranking`."""

WEIGHTS = {NAME: 1.0, ENTERPRISE: 0.7, TOWN: 0.6, CATEGORY: 0.5, COLLECTION: 0.3}
PINYIN_SHARE = 0.8
"""Weight of a term's pinyin, as a share of the term's own."""
INITIALS_WEIGHT = 0.4

_ONLY_WHOLE = (CATEGORY, COLLECTION, "attribute")
_ABOUT_ORIGIN = (TOWN, "town_name", "town_alias", ENTERPRISE)
_HAVE_INITIALS = (NAME, SHORT_NAME, ENTERPRISE)
_NOT_SPELLED_OUT = (TYPO, "traditional", NOT_THE_SAME)
_SHOWN_AS_THEY_ARE = (
    SHORT_NAME, "synonym", "broader", "related", "english", "category_word", "attribute", "kind",
)  # fmt: skip


@dataclass(frozen=True)
class Synonym:
    """Another word for a product. `weight` is a share of 1; `text` is as written."""

    canonical: str
    text: str
    kind: str
    weight: float

    @property
    def label(self) -> str:
        """What a suggestion shows; a misspelling shows what was meant."""
        return self.text if self.kind in _SHOWN_AS_THEY_ARE else self.canonical


@dataclass(frozen=True)
class ProductFacts:
    """The parts of a product that it is found by, as people read them."""

    name: str
    categories: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    enterprises: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    synonyms: tuple[Synonym, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WeightedTerm:
    """A normalised term as it is matched. `weight` is a share of 1."""

    term: str
    kind: str
    weight: float

    @property
    def is_only_whole(self) -> bool:
        """Whether only the entire term counts: 桃与梨 is no word for a pear."""
        return self.kind in _ONLY_WHOLE

    @property
    def names_goods(self) -> bool:
        """Whether it says what the product is, rather than whose or from where."""
        others = (*_ONLY_WHOLE, *_ABOUT_ORIGIN, INITIALS, NOT_THE_SAME)
        return self.kind not in others


@dataclass(frozen=True, kw_only=True)
class Term(WeightedTerm):
    """One term of a product, and what a suggestion shows for it."""

    label: str


def terms_of(facts: ProductFacts) -> list[Term]:
    """Return the product's terms, each once with its highest weight, in order."""
    best: dict[str, Term] = {}
    for term in _all_terms(facts):
        known = best.get(term.term)
        if term.term and (known is None or _prevails(term, known)):
            best[term.term] = term
    return [best[term] for term in sorted(best)]


def _prevails(new: Term, known: Term) -> bool:
    """A word that is said to mean something else never finds the product."""
    if NOT_THE_SAME in (new.kind, known.kind):
        return known.kind != NOT_THE_SAME
    return new.weight > known.weight


def _all_terms(facts: ProductFacts) -> Iterator[Term]:
    for word in (*_own_words(facts), *facts.synonyms):
        yield _term(word.text, word.kind, word.weight, word.label)
        if is_chinese(word.text) and word.kind not in _NOT_SPELLED_OUT:
            # The pinyin keeps the kind: a town stays a town in Latin letters.
            yield _term(
                pinyin_of(word.text), word.kind, round(word.weight * PINYIN_SHARE, 3), word.label
            )
            if word.kind in _HAVE_INITIALS:
                yield _term(initials_of(word.text), INITIALS, INITIALS_WEIGHT, word.label)


def _own_words(facts: ProductFacts) -> Iterator[Synonym]:
    kinds: tuple[tuple[str, Iterable[str]], ...] = (
        (NAME, (facts.name,)),
        (CATEGORY, facts.categories),
        (TOWN, facts.towns),
        (ENTERPRISE, facts.enterprises),
        (COLLECTION, facts.collections),
    )
    for kind, texts in kinds:
        for text in texts:
            yield Synonym(canonical=text, text=text, kind=kind, weight=WEIGHTS[kind])


def _term(text: str, kind: str, weight: float, label: str) -> Term:
    return Term(term=normalise(text)[:MAX_TERM], kind=kind, weight=weight, label=label[:MAX_TERM])
