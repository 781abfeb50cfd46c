"""Where a finished build stands. A build is never changed: who serves one keeps it whole.

dist/.h5                  fingerprint of the newest build
dist/h5/<fingerprint>/    index.html, and below files/ what is served as it is
"""

from __future__ import annotations

from pathlib import Path

DIST = Path(__file__).resolve().parent / "dist"


def stamp_of(target: str) -> Path:
    return DIST / f".{target}"


def built(target: str) -> str:
    """Return the fingerprint of the newest build; empty when there is none."""
    stamp = stamp_of(target)
    return stamp.read_text(encoding="ascii") if stamp.is_file() else ""


def folder_of(target: str, fingerprint: str) -> Path:
    return DIST / target / fingerprint[:16]


def newest_h5() -> Path | None:
    """Return the folder of the newest build for browsers, if one is there."""
    fingerprint = built("h5")
    folder = folder_of("h5", fingerprint)
    return folder if fingerprint and (folder / "index.html").is_file() else None
