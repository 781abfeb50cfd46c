"""Serves the brand's own files where they are made, without a second copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

BRAND_THEME = Path(__file__).parents[1]
#: Below `brand_theme/`, served below `/static/brand/`. `tokens.css` reaches its
#: fonts by relative address, so both keep their folders.
PUBLIC_FILES = (
    "tokens/tokens.css",
    "fonts/yeli-kai.woff2",
    "fonts/yeli-sans.woff2",
    "art/brand/favicon.svg",
    "art/brand/lockup.svg",
    "art/brand/lockup-reverse.svg",
    "art/brand/seal.svg",
    *sorted(f"fonts/slices/{path.name}" for path in (BRAND_THEME / "fonts/slices").glob("*.woff2")),
)
PREFIX = "brand"


class BrandFinder(BaseFinder):
    """Finds exactly `PUBLIC_FILES`: code and sources beside them stay private."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=BRAND_THEME)
        self.storage.prefix = PREFIX

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        name = path.removeprefix(f"{PREFIX}/")
        if path == name or name not in PUBLIC_FILES:
            return []  # Django takes None for a find
        found = self.storage.path(name)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        for name in PUBLIC_FILES:
            if not matches_patterns(name, ignore_patterns or ()):
                yield name, self.storage
