"""Which suggestions a half-typed word brings up."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.search.rules.ranking import word_score
from plugins.search.rules.terms import NOT_THE_SAME, Term
from plugins.search.rules.text import Word

#: One letter finds nothing by itself, but it may be the first of many.
FIRST_LETTERS = 0.5


def suggest(word: Word, terms: Iterable[Term], *, limit: int) -> list[str]:
    """Return up to `limit` texts to offer, best first, each once; ties by length, then text."""
    scores: dict[str, float] = {}
    for term in terms:
        score = _score(word, term)
        if score > 0:
            scores[term.label] = max(score, scores.get(term.label, 0.0))
    ordered = sorted(scores, key=lambda label: (-round(scores[label], 6), len(label), label))
    return ordered[: max(limit, 0)]


def _score(word: Word, term: Term) -> float:
    if term.kind == NOT_THE_SAME:
        return 0.0
    score = word_score(word, term)
    if score == 0 and term.term.startswith(word.text):
        return FIRST_LETTERS * term.weight
    return score
