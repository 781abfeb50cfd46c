"""Reading what people type: one spelling for everything that means the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from pypinyin import Style, lazy_pinyin

#: Longest query that is read, in characters; the rest is cut off, not refused.
MAX_QUERY = 64
MAX_WORDS = 6
#: Longest part of a word that is looked up by itself, in characters.
MAX_PIECE = 16
#: Shortest Latin word looked for inside a term: `hua` is in half the catalogue.
INSIDE_FROM = 4
#: Shortest words for which typing errors are forgiven, in characters.
MISTYPED_LATIN_FROM, MISTYPED_CHINESE_FROM = 4, 3

#: Words that are added to a search and say nothing in this shop.
FILLERS = (
    "大冶", "湖北", "黄石", "特产", "正宗", "新鲜", "好吃", "农家", "包邮", "哪里买", "买", "的",
)  # fmt: skip

_JOINS = re.compile(r"['’‘`_\-·‧]")
_U_UMLAUT = "u\u0308"


def normalise(text: str) -> str:
    """Return letters and digits only: one width, one case, no tone marks, no spaces.

    `Bǎo'ān 狗血桃` becomes `baoan狗血桃`; ü becomes v, as it is typed. Nothing that
    is special to SQL patterns is left.
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    spelled = unicodedata.normalize("NFKD", folded).replace(_U_UMLAUT, "v")
    return "".join(character for character in spelled if character.isalnum())


def words_of(query: str) -> tuple[str, ...]:
    """Return the normalised words of a query; no words when nothing can be looked up."""
    text = unicodedata.normalize("NFKC", query[:MAX_QUERY])[:MAX_QUERY]
    text = "".join(c for c in _JOINS.sub("", text) if unicodedata.category(c) != "Cf")
    parts = re.split(r"[\W_]+", unicodedata.normalize("NFC", text))
    words = dict.fromkeys(normalise(part)[:MAX_QUERY] for part in parts)
    return tuple(word for word in words if word)[:MAX_WORDS]


def is_chinese(text: str) -> bool:
    """Whether any character is a Chinese one."""
    return any(
        "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
        for character in text
    )


def pinyin_of(text: str) -> str:
    """Return the toneless pinyin, other letters kept: `金牛A` is `jinniua`."""
    return normalise("".join(lazy_pinyin(text)))


def initials_of(text: str) -> str:
    """Return the first letters of the pinyin: `金牛麻花` is `jnmh`."""
    return normalise("".join(lazy_pinyin(text, style=Style.FIRST_LETTER)))


@dataclass(frozen=True)
class Word:
    """One thing that was typed, and what it sounds like."""

    text: str

    @cached_property
    def is_chinese(self) -> bool:
        return is_chinese(self.text)

    @cached_property
    def sound(self) -> str:
        """Its pinyin; for Latin letters the word itself."""
        return pinyin_of(self.text) if self.is_chinese else self.text

    @property
    def is_sought_inside(self) -> bool:
        return self.is_chinese or len(self.text) >= INSIDE_FROM

    @property
    def is_long_enough_to_mistype(self) -> bool:
        shortest = MISTYPED_CHINESE_FROM if self.is_chinese else MISTYPED_LATIN_FROM
        return len(self.text) >= shortest

    @cached_property
    def pieces(self) -> frozenset[str]:
        """Every run of characters inside it, itself included, up to `MAX_PIECE` long."""
        size = len(self.text)
        return frozenset(
            self.text[start:end]
            for start in range(size)
            for end in range(start + 1, min(start + MAX_PIECE, size) + 1)
        ) | {self.text}


@dataclass(frozen=True)
class Query:
    """A query as understood: all of its words must match, or all of it as one word."""

    words: tuple[Word, ...]

    @classmethod
    def read(cls, text: str) -> Query:
        return cls(words=tuple(Word(word) for word in words_of(text)))

    @cached_property
    def whole(self) -> Word:
        return Word("".join(word.text for word in self.words)[:MAX_QUERY])

    @property
    def is_spaced_pinyin(self) -> bool:
        """Whether it may be one Chinese word typed syllable by syllable: `ma hua`."""
        return len(self.words) > 1 and not self.whole.is_chinese

    @cached_property
    def every_word(self) -> tuple[Word, ...]:
        """Everything that terms are looked up for."""
        return tuple(dict.fromkeys((self.whole, *self.words)))
