"""Which scripts and styles a page needs: named in it, so they are asked for at once, not in turn."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

_LISTED = re.compile(r"viteFileDeps\s*=\s*\[([^\]]*)\]")
_WANTED = r'import\("\./{chunk}\.[\w-]+\.js"\),\s*__vite__mapDeps\(\[([\d,\s]*)\]\)'
_KINDS = {".js": "modulepreload", ".css": "stylesheet"}
_NAME = re.compile(r'"(assets/[^"]+)"')


def with_files(page: bytes, path: str) -> bytes:
    """Return the page naming at its end what `path` needs.

    Below the first screen's drawing they hold nothing up but the program, which waits for them
    anyway; and its picture is asked for before them.
    """
    return page.replace(
        b"</body>", _files(settings.MINI_SHOP_BUILD, chunk_of(path)) + b"</body>", 1
    )


def chunk_of(path: str) -> str:
    """Return the name that the build gives to a page's script.

    >>> chunk_of("pages/goods/detail"), chunk_of("pages/home/index")
    ('pages-goods-detail', 'pages-home-home')
    """
    folder, name = path.split("/")[1:]
    return f"pages-{folder}-{folder if name == 'index' else name}"


@lru_cache(maxsize=64)
def _files(build: Path, chunk: str) -> bytes:
    return "".join(
        f'<link rel="{_KINDS[Path(each).suffix]}" crossorigin href="/{each}">'
        for each in needed_files(build, chunk)
    ).encode()


def needed_files(build: Path, chunk: str) -> list[str]:
    """Return what the build's own list says of a page, by address below `/`; none if unknown."""
    for script in sorted((build / "files" / "assets").glob("index-*.js")):
        text = script.read_text(encoding="utf-8")
        listed = _LISTED.search(text)
        wanted = re.search(_WANTED.format(chunk=re.escape(chunk)), text)
        if listed and wanted:
            names = _NAME.findall(listed[1])
            return [names[int(each)] for each in wanted[1].split(",") if each.strip()]
    return []
