"""Design tokens: `tokens.json` is the source, `tokens.css` is generated from it.

The format follows the W3C community group's design-token draft: a token is an
object with `$value`, a group may give `$type` to everything below it, and
`{palette.copper}` refers to another token.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TOKENS_PATH = Path(__file__).with_name("tokens.json")
CSS_PATH = Path(__file__).with_name("tokens.css")
_REFERENCE = re.compile(r"\{([\w.-]+)\}")


def tokens() -> dict[str, Any]:
    """Every token's resolved value by its dotted path, in the file's order."""
    tree = json.loads(TOKENS_PATH.read_text("utf-8"))
    raw = dict(_leaves(tree))
    return {path: _resolved(value, raw) for path, value in raw.items()}


def css() -> str:
    """The tokens as CSS custom properties, with the dark mode's overrides."""
    light: list[str] = []
    dark: list[str] = []
    for path, value in tokens().items():
        in_dark = path.startswith("dark.")
        name = path.removeprefix("dark.").replace(".", "-")
        (dark if in_dark else light).append(f"--{name}: {_css_value(value)};")
    return "\n".join(
        [
            "/* Generated from tokens.json by `python -m brand_theme.tokens`. */",
            *_fonts(),
            *_block(":root", ["color-scheme: light dark;", *light]),
            "",
            "@media (prefers-color-scheme: dark) {",
            *("  " + line for line in _block(':root:not([data-theme="light"])', dark)),
            "}",
            "",
            *_block(':root[data-theme="dark"]', dark),
            "",
        ]
    )


def _leaves(group: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, child in group.items():
        if key.startswith("$"):
            continue
        here = f"{path}.{key}" if path else key
        if "$value" in child:
            yield here, child["$value"]
        else:
            yield from _leaves(child, here)


def _resolved(value: Any, raw: dict[str, Any]) -> Any:
    match = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
    return _resolved(raw[match[1]], raw) if match else value


def _css_value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(f'"{name}"' if " " in name else name for name in value)
    if isinstance(value, dict):
        return " ".join(value[part] for part in ("offsetX", "offsetY", "blur", "spread", "color"))
    return str(value)


def _fonts() -> list[str]:
    faces = {"Yeli Kai": "yeli-kai.woff2", "Yeli Sans": "yeli-sans.woff2"}
    lines = []
    for family, file in faces.items():
        source = f'src: url("../fonts/{file}") format("woff2");'
        face = [f'font-family: "{family}";', source, "font-display: swap;"]
        lines += [*_block("@font-face", face), ""]
    return lines


def _block(selector: str, declarations: list[str]) -> list[str]:
    return [f"{selector} {{", *(f"  {line}" for line in declarations), "}"]
