"""How Unfold looks: its palette mixed from the brand's tokens, its pictures the brand's.

Read by settings, so it imports neither models nor anything that needs Django set up.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy

from brand_theme.tokens import tokens

#: Unfold's weights; each is a palette colour, or two of them and the share of the second.
_BASE: dict[str, tuple[str, str, float]] = {
    "50": ("porcelain", "white", 0.35),
    "100": ("porcelain", "rice", 0.35),
    "200": ("rice", "porcelain", 0.15),
    "300": ("rice", "stone-light", 0.45),
    "400": ("stone-light", "stone", 0.25),
    "500": ("stone-light", "stone", 0.75),
    "600": ("stone", "stone", 0),
    "700": ("night-line", "night-line", 0),
    "800": ("night-line", "night-raised", 0.55),
    "900": ("night", "night-raised", 0.35),
    "950": ("night", "ink", 0),
}
_PRIMARY: dict[str, tuple[str, str, float]] = {
    "50": ("cream", "white", 0.3),
    "100": ("cream", "copper-light", 0.18),
    "200": ("cream", "copper-light", 0.45),
    "300": ("copper-light", "cream", 0.35),
    "400": ("copper-light", "copper-light", 0),
    "500": ("copper-light", "copper", 0.35),
    "600": ("copper-dark", "copper-dark", 0),
    "700": ("copper-dark", "soy", 0.35),
    "800": ("copper-dark", "soy", 0.6),
    "900": ("soy", "soy", 0),
    "950": ("soy", "night", 0.5),
}


def unfold_settings(*, title: str, subheader: str, site: str) -> dict[str, Any]:
    """Return Unfold's settings for one console."""
    return {
        "SITE_TITLE": title,
        "SITE_HEADER": title,
        "SITE_SUBHEADER": subheader,
        "SITE_URL": "/",
        "SITE_ICON": _brand("art/brand/seal.svg"),
        "SITE_FAVICONS": [
            {"rel": "icon", "type": "image/svg+xml", "href": _brand("art/brand/favicon.svg")}
        ],
        "BORDER_RADIUS": tokens()["radius.sm"],
        "SHOW_HISTORY": False,
        "SHOW_VIEW_ON_SITE": False,
        "SHOW_BACK_BUTTON": True,
        "COLORS": {
            "base": {weight: _mixed(*mix) for weight, mix in _BASE.items()},
            "primary": {weight: _mixed(*mix) for weight, mix in _PRIMARY.items()},
            "font": {
                "subtle-light": "var(--color-base-600)",
                "subtle-dark": "var(--color-base-400)",
                "default-light": "var(--color-base-700)",
                "default-dark": "var(--color-base-200)",
                "important-light": "var(--palette-ink)",
                "important-dark": "var(--palette-cream)",
            },
        },
        "STYLES": [_brand("tokens/tokens.css"), partial(_static, "console/console.css")],
        "SCRIPTS": [partial(_static, "console/console.js")],
        "ACCOUNT": {
            "navigation": [
                {"title": "登录与安全", "link": reverse_lazy(f"{site}:security")},
            ]
        },
        "SIDEBAR": {
            "show_search": site == "console",
            "command_search": True,
            "show_all_applications": False,
            "navigation": f"brand_theme.console.contributions.{site}_menu",
        },
    }


def _brand(name: str) -> Any:
    return partial(_static, f"brand/{name}")


def _static(name: str, _request: Any = None) -> str:
    """Looked up when a page is made: the storage is not known before."""
    return static(name)


def _mixed(first: str, second: str, share: float) -> str:
    one, other = (_channels(tokens()[f"palette.{name}"]) for name in (first, second))
    mixed = [round(a + (b - a) * share) for a, b in zip(one, other, strict=True)]
    return f"#{''.join(f'{channel:02X}' for channel in mixed)}"


def _channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
