"""Cut the headings' hand into slices that a browser fetches one by one.

    uv run --no-project --with fonttools --with brotli python brand_theme/fonts/slice.py

Writes `slices/kai-NN-….woff2` and `slices.json`, which says what characters each holds. What
names and pages say most stands in the first ones; fontTools is needed here and nowhere else.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
FONT = FOLDER / "yeli-kai.ttf"
SLICES = FOLDER / "slices"
#: Characters of the slices: small where most pages read, larger where few do.
OFTEN, SELDOM = 130, 260


def main() -> None:
    ordered = in_order_of_use()
    shutil.rmtree(SLICES, ignore_errors=True)
    SLICES.mkdir()
    listed = []
    for number, characters in enumerate(parted(ordered)):
        name = cut(characters, number)
        listed.append({"file": name, "range": unicode_range(characters)})
    text = json.dumps(listed, indent=1) + "\n"
    (FOLDER / "slices.json").write_text(text, encoding="utf-8")


def in_order_of_use() -> list[str]:
    """Return every character of the font: first those that headings are made of."""
    font = load_font(FONT, Options())
    held = {chr(code) for code in font.getBestCmap()}
    core = set((ROOT / "brand_theme" / "window" / "core_characters.txt").read_text("utf-8")) & held
    counts = Counter(_texts())
    often = sorted(core, key=lambda each: (not each.isascii(), -counts[each], each))
    seldom = sorted(held - core, key=lambda each: (-counts[each], each))
    return often + seldom


def _texts() -> str:
    """What the shop says: its pages, and the names of what it sells."""
    pages = (ROOT / "brand_theme" / "mini_shop" / "src").rglob("*.vue")
    said = [path.read_text("utf-8") for path in pages]
    for table in ("products", "enterprises", "categories", "towns"):
        with (ROOT / "catalog_seed" / "data" / f"{table}.csv").open(encoding="utf-8") as file:
            said += [row["name"] for row in csv.DictReader(file)]
    return "".join(said)


def parted(ordered: list[str]) -> list[list[str]]:
    core = 5 * OFTEN
    sizes = [OFTEN] * 5 + [SELDOM] * -(-(len(ordered) - core) // SELDOM)
    slices, begin = [], 0
    for size in sizes:
        slices.append(ordered[begin : begin + size])
        begin += size
    return slices


def cut(characters: list[str], number: int) -> str:
    """Write one slice; its name tells its content, so that browsers may keep it for ever."""
    options = Options(hinting=False, layout_features=["kern", "liga", "locl", "vert"])
    options.flavor = "woff2"
    options.recalc_timestamp = False
    font = load_font(FONT, options)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(characters))
    subsetter.subset(font)
    draft = SLICES / "draft"
    save_font(font, draft, options)
    digest = hashlib.sha256(draft.read_bytes()).hexdigest()[:8]
    return draft.rename(SLICES / f"kai-{number:02}-{digest}.woff2").name


def unicode_range(characters: list[str]) -> str:
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


if __name__ == "__main__":
    main()
