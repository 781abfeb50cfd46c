"""What the first page shows, written into it: no second question before the first picture."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.module_loading import import_string

from brand_theme.window.answers import life

KEY = "mini_shop.first_page"
DOCUMENT = "ShopHome"
#: Width from which the page is laid out for a desk; `src/pages/home` has the same.
DESK = 900


def with_first_page(page: bytes, request: HttpRequest) -> bytes:
    """Return the page with the first page's content and its first picture named."""
    head, body = cache.get(KEY) or _made(request)
    page = page.replace(b"</head>", head + b"</head>", 1)
    return page.replace(b"</body>", body + b"</body>", 1)


def _made(request: HttpRequest) -> tuple[bytes, bytes]:
    """Ask once for many visitors, and never past the instant at which a licence changes."""
    serve = import_string(settings.MINI_SHOP_ANSWERS)
    home = serve(request, DOCUMENT)["shopHome"]
    parts = _picture(home).encode(), _island(home).encode()
    cache.set(KEY, parts, life(timezone.now())["max_age"])
    return parts


def _picture(home: dict[str, Any]) -> str:
    """Name the largest thing on the first screen, in the size that each screen takes."""
    if not home["inSeason"]:
        return ""
    sizes = [part.split() for part in home["inSeason"][0]["large"]["srcset"].split(",")]
    (small, _), (large, _) = sizes[0], sizes[-1]
    return format_html(
        '<link rel="preload" as="image" href="{}" media="(max-width: {}px)">'
        '<link rel="preload" as="image" href="{}" media="(min-width: {}px)">',
        small,
        DESK - 1,
        large,
        DESK,
    )


def _island(home: dict[str, Any]) -> str:
    """Data, not a program: `<` is escaped, so no text can end the element."""
    text = json.dumps(home, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="served-home">{text}</script>'
