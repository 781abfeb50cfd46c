"""Which products a query finds, and in what order.

A word matches a term in one of these ways; its score is the tier times the
term's weight:

    exact > prefix > contains > assembled > homophone > partly > alike

*Assembled* is a word made of several terms of one product (金牛 + 麻花).
*Homophone*, *partly* and *alike* are guesses: products found by guessing are
shown only when nothing was found without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from plugins.search.rules.terms import INITIALS, NOT_THE_SAME, TYPO, WeightedTerm
from plugins.search.rules.text import FILLERS, Query, Word

EXACT, PREFIX, CONTAINS, ASSEMBLED = 1.0, 0.8, 0.6, 0.5
HOMOPHONE, PARTLY, ALIKE = 0.4, 0.3, 0.2

#: How much of a word, or how alike, a guess must be; shares of 1.
PARTLY_FROM = 0.4
ALIKE_FROM = 0.8


@dataclass(frozen=True, kw_only=True)
class Candidate(WeightedTerm):
    """A term of a product that may match."""

    product_id: int


@dataclass(frozen=True)
class Hit:
    """How well something matched, and whether it took guessing."""

    score: float = 0.0
    is_guess: bool = False

    @property
    def is_sure(self) -> bool:
        return self.score > 0 and not self.is_guess


def rank(query: Query, candidates: Iterable[Candidate]) -> list[int]:
    """Return the ids of the products found, best first; ties by id."""
    if not query.words:
        return []
    by_product = groupby(
        sorted(candidates, key=lambda each: each.product_id), key=lambda each: each.product_id
    )
    terms_of = {product_id: list(terms) for product_id, terms in by_product}
    hits = _hits(query, terms_of)
    found = {product_id: hit for product_id, hit in hits.items() if hit.score > 0}
    sure = {product_id: hit for product_id, hit in found.items() if hit.is_sure}
    shown = sure or found
    return sorted(shown, key=lambda product_id: (-round(shown[product_id].score, 6), product_id))


def word_score(word: Word, term: WeightedTerm) -> float:
    """Return how well a term matches a word without guessing; 0 when it does not.

    The closer the lengths, the higher within a tier, by up to a tenth.
    """
    tier = _tier(word, term)
    closeness = 0.9 + 0.1 * len(word.text) / max(len(term.term), 1)
    return tier * term.weight * closeness if tier < EXACT else tier * term.weight


def _tier(word: Word, term: WeightedTerm) -> float:
    text = word.text
    if term.term == text:
        return EXACT
    is_single_letter = len(text) == 1 and not word.is_chinese
    if term.is_only_whole or is_single_letter:
        return 0.0
    if term.term.startswith(text) and (term.names_goods or len(text) > 1):
        return PREFIX
    is_looked_into = term.names_goods and term.kind != TYPO and word.is_sought_inside
    return CONTAINS if is_looked_into and text in term.term else 0.0


def _is_ruled_out(query: Query, terms: list[Candidate]) -> bool:
    """Whether the query names a thing that this product must not be taken for."""
    return any(term.kind == NOT_THE_SAME and term.term in query.whole.text for term in terms)


def _hits(query: Query, terms_of: dict[int, list[Candidate]]) -> dict[int, Hit]:
    """Return how well each product is hit by the better of the two readings.

    What looks like one word in spaced pinyin is read as that if anything is called
    so: `ma hua` is no search for things with a `ma…` and a `hua…`.
    """
    usable = {
        product_id: [term for term in terms if term.kind != NOT_THE_SAME]
        for product_id, terms in terms_of.items()
        if not _is_ruled_out(query, terms)
    }
    # Several words must all match; what they resemble run together is not enough.
    may_guess = len(query.words) == 1 or query.is_spaced_pinyin
    as_one = {
        product_id: _word_hit(query.whole, terms, may_guess=may_guess)
        for product_id, terms in usable.items()
    }
    if query.is_spaced_pinyin and any(hit.is_sure for hit in as_one.values()):
        return as_one
    return {
        product_id: max(as_one[product_id], _all_words_hit(query.words, terms), key=_order)
        for product_id, terms in usable.items()
    }


def _order(hit: Hit) -> tuple[bool, float]:
    return hit.is_sure, hit.score


def _all_words_hit(words: tuple[Word, ...], terms: list[Candidate]) -> Hit:
    """All words must match; the score is their mean."""
    hits = [_word_hit(word, terms) for word in words]
    if any(hit.score == 0 for hit in hits):
        return Hit()
    return Hit(
        score=sum(hit.score for hit in hits) / len(hits),
        is_guess=any(hit.is_guess for hit in hits),
    )


def _word_hit(word: Word, terms: list[Candidate], *, may_guess: bool = True) -> Hit:
    direct = max((word_score(word, term) for term in terms), default=0.0)
    if direct > 0:
        return Hit(direct)
    covered, weight = _covered(word, terms)
    if covered == 1:
        return Hit(ASSEMBLED * weight)
    if not may_guess:
        return Hit()
    guesses = [_guess_score(word, term) for term in terms]
    if covered >= PARTLY_FROM:
        guesses.append(PARTLY * weight * covered)
    return Hit(max(guesses, default=0.0), is_guess=True)


def _covered(word: Word, terms: list[Candidate]) -> tuple[float, float]:
    """Return what share of a word is made of the product's terms, and their weight.

    A word that is only partly so must have a term in it that names the goods and is
    more than one character: 金牛手机 is no speciality of 金牛.
    """
    pieces = [term for term in terms if term.kind != INITIALS and term.term in word.text]
    covered: set[int] = set()
    for text in (*(term.term for term in pieces), *FILLERS):
        covered.update(_positions(text, word.text))
    share = len(covered) / len(word.text)
    if share < 1:
        pieces = [term for term in pieces if term.names_goods and len(term.term) > 1]
    weight = max((term.weight for term in pieces), default=0.0)
    return (share, weight) if pieces else (0.0, 0.0)


def _positions(part: str, text: str) -> Iterator[int]:
    """Yield the place of every character of `text` that belongs to a `part` in it."""
    start = text.find(part)
    while start >= 0:
        yield from range(start, start + len(part))
        start = text.find(part, start + 1)


def _guess_score(word: Word, term: Candidate) -> float:
    if term.is_only_whole or term.kind == INITIALS:
        return 0.0
    if word.is_chinese and len(word.text) > 1 and term.term == word.sound:
        return HOMOPHONE * term.weight
    if not word.is_long_enough_to_mistype:
        return 0.0
    likeness = max(_likeness(spelling, term.term) for spelling in {word.text, word.sound})
    return ALIKE * term.weight * likeness if likeness >= ALIKE_FROM else 0.0


def _likeness(left: str, right: str) -> float:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    # The two upper bounds cost next to nothing and settle almost every pair.
    if matcher.real_quick_ratio() < ALIKE_FROM or matcher.quick_ratio() < ALIKE_FROM:
        return 0.0
    return matcher.ratio()
