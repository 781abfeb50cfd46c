"""Text that others will read in a browser: what is written is inert, whoever shows it.

Three kinds: HTML of a few tags, draft.js blocks as Saleor's editor keeps them, and plain
text. All are cleaned when they are written, because what reads them later may forget to.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import nh3

TAGS = {
    "a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "i", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "u", "ul",
}  # fmt: skip
SCHEMES = {"https", "http", "mailto", "tel"}
BLOCKS = {
    "unstyled", "paragraph", "header-one", "header-two", "header-three", "header-four",
    "header-five", "header-six", "unordered-list-item", "ordered-list-item", "blockquote",
    "code-block", "atomic",
}  # fmt: skip
STYLES = {"BOLD", "ITALIC", "UNDERLINE", "STRIKETHROUGH", "CODE", "SUBSCRIPT", "SUPERSCRIPT"}
#: Entity → the attributes of it that are addresses; others carry nothing.
ENTITIES = {"LINK": ("url", "href"), "IMAGE": ("src", "href")}
_TAG = re.compile(r"<[a-zA-Z/!?]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_MISLEADING = re.compile(r"""[\s\\<>"'`]""")
_MARK = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_ROUNDS = 8


def clean_html(text: str) -> str:
    """Keep a few tags and plain links; everything that acts, frames or loads is dropped."""
    text = without_control(text)
    if "<" not in text:
        return text
    return nh3.clean(
        text,
        tags=TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def plain_text(text: str) -> str:
    """Return text in which an HTML parser finds no tag, however often it is unescaped."""
    text = without_control(text)
    if "<" not in text and "&" not in text:
        return text
    for _ in range(_ROUNDS):
        cleaned = html.unescape(nh3.clean(text, tags=set()))
        if cleaned == text:
            return text
        text = cleaned
    return text.replace("<", "").replace(">", "")


def has_markup(text: str) -> bool:
    """Whether a browser could take a part of the text for a tag, also once unescaped."""
    return bool(_TAG.search(text) or _TAG.search(html.unescape(text)))


def has_control(text: str) -> bool:
    """Whether it holds signs that no keyboard has: zero bytes, or turns of direction."""
    return bool(_CONTROL.search(text))


def without_control(text: str) -> str:
    return _CONTROL.sub("", text)


def clean_url(url: Any) -> str | None:
    """Return an address that only leads somewhere, or None.

    Relative ones stay within the site; browsers read backslashes as slashes and skip
    white space, so both are refused, and so is what would end an attribute.
    """
    if not isinstance(url, str) or has_control(url):
        return None
    url = html.unescape(url.strip())
    if _MISLEADING.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() in SCHEMES:
        return url
    is_relative = not parts.scheme and not parts.netloc and ":" not in url.partition("/")[0]
    return url if is_relative and url else None


def clean_blocks(content: Any) -> dict[str, Any]:
    """Return draft.js content of which nothing but text, known styles and safe links is left."""
    if not isinstance(content, Mapping) or not content:
        return {}
    entities = {
        str(key): entity
        for key, each in _mapping(content.get("entityMap")).items()
        if (entity := _entity(each)) is not None
    }
    blocks = content.get("blocks")
    listed = blocks if isinstance(blocks, list) else []
    return {
        "blocks": [_block(each, entities) for each in listed if isinstance(each, Mapping)],
        "entityMap": entities,
    }


def _block(block: Mapping[str, Any], entities: Mapping[str, Any]) -> dict[str, Any]:
    original = block.get("text") if isinstance(block.get("text"), str) else ""
    text = plain_text(str(original))
    # Ranges count letters: where letters went, they would point at others.
    is_whole = text == original
    kind = block.get("type")
    depth = block.get("depth")
    return {
        "key": re.sub(r"[^0-9a-zA-Z_-]", "", str(block.get("key") or ""))[:32],
        "text": text,
        "type": kind if kind in BLOCKS else "unstyled",
        "depth": depth if isinstance(depth, int) and 0 <= depth <= 8 else 0,
        "inlineStyleRanges": _styles(block.get("inlineStyleRanges")) if is_whole else [],
        "entityRanges": _ranges(block.get("entityRanges"), entities) if is_whole else [],
        "data": _marks(block.get("data")),
    }


def _marks(data: Any) -> dict[str, str]:
    """Keep words that say what a block is, e.g. `{"part": "label"}`; text is no mark."""
    return {
        name: value
        for name, value in _mapping(data).items()
        if isinstance(name, str)
        and isinstance(value, str)
        and _MARK.fullmatch(name)
        and _MARK.fullmatch(value)
    }


def _styles(ranges: Any) -> list[dict[str, Any]]:
    return [
        {"offset": each["offset"], "length": each["length"], "style": each["style"]}
        for each in _spans(ranges)
        if isinstance(each.get("style"), str) and each["style"] in STYLES
    ]


def _ranges(ranges: Any, entities: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"offset": each["offset"], "length": each["length"], "key": each["key"]}
        for each in _spans(ranges)
        if isinstance(each.get("key"), int) and str(each["key"]) in entities
    ]


def _spans(ranges: Any) -> list[Mapping[str, Any]]:
    listed = ranges if isinstance(ranges, list) else []
    return [
        each
        for each in listed
        if isinstance(each, Mapping)
        and isinstance(each.get("offset"), int)
        and isinstance(each.get("length"), int)
    ]


def _entity(entity: Any) -> dict[str, Any] | None:
    """Return a link or picture with its safe addresses; None for anything else."""
    given = _mapping(entity)
    kind = given.get("type")
    if not isinstance(kind, str) or kind not in ENTITIES:
        return None
    data = _mapping(given.get("data"))
    safe = {name: url for name in ENTITIES[kind] if (url := clean_url(data.get(name)))}
    if not safe:
        return None
    mutability = "IMMUTABLE" if kind == "IMAGE" else "MUTABLE"
    return {"type": kind, "mutability": mutability, "data": safe}


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}
