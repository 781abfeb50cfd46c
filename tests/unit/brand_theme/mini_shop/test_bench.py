"""What the measures of `make bench-shop` mean, without a browser."""

from __future__ import annotations

import json
import math

import pytest

from brand_theme.mini_shop import place
from brand_theme.mini_shop.bench import audits, sizes
from brand_theme.mini_shop.bench.figures import Figure
from brand_theme.mini_shop.bench.paints import shift_score


@pytest.mark.parametrize(
    ("value", "limit", "is_least", "is_kept"),
    [
        (120, 120, False, True),
        (120.1, 120, False, False),
        (95, 95, True, True),
        (94.9, 95, True, False),
        (math.nan, 120, False, False),
        (math.nan, 95, True, False),
    ],
)
def test_a_limit_is_kept_up_to_itself_and_never_by_what_is_not_known(
    value, limit, is_least, is_kept
):
    assert Figure("x", value, limit, is_least=is_least).is_kept is is_kept


def test_shifts_count_by_burst_as_chrome_counts_them():
    together = [(0.0, 0.02, "a"), (900.0, 0.02, "b")]
    later = [(2000.0, 0.03, "c")]
    steady = [(10_000.0 + 900 * turn, 0.01, "d") for turn in range(7)]

    assert shift_score([]) == (0.0, "")
    assert shift_score(together + later) == (pytest.approx(0.04), "a b")
    # A burst ends after five seconds, however many shifts follow.
    assert shift_score(steady)[0] == pytest.approx(0.06)


def test_first_load_counts_each_script_once_and_what_scripts_bring_along(tmp_path, monkeypatch):
    assets = tmp_path / "h5" / "f" / "files" / "assets"
    assets.mkdir(parents=True)
    (tmp_path / "h5" / "f" / "index.html").write_text('<script src="/assets/index-a.js"></script>')
    (assets / "index-a.js").write_text('import"./parts.b.js";' + "a" * 50)
    (assets / "parts.b.js").write_text('import{x}from"./index-a.js"')
    (assets / "pages-home-home.c.js").write_text('import{y}from"./parts.b.js"')
    (assets / "pages-goods-detail.d.js").write_text('import{z}from"./more.e.js"')
    (assets / "more.e.js").write_text("".join(map(chr, range(33, 127))))
    monkeypatch.setattr(place, "newest_h5", lambda: tmp_path / "h5" / "f")

    home, good = sizes.sizes_of_h5()

    assert 0 < home.value < good.value


def test_lighthouse_is_pinned_locked_and_brings_no_browser():
    package = json.loads((audits.FOLDER / "package.json").read_text("utf-8"))
    lock = json.loads((audits.FOLDER / "package-lock.json").read_text("utf-8"))["packages"]
    [(name, version)] = package["dependencies"].items()

    assert lock[f"node_modules/{name}"]["version"] == version
    assert [each for each, entry in lock.items() if "resolved" in entry] == []
    assert [each for each, entry in lock.items() if entry.get("hasInstallScript")] == []
    assert all(entry.get("integrity") for each, entry in lock.items() if each)
    assert "node_modules/puppeteer" not in lock


def test_without_a_registry_it_says_so(monkeypatch, tmp_path):
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_text("{}")
    monkeypatch.setattr(audits, "FOLDER", tmp_path)
    monkeypatch.setattr(audits, "STAMP", tmp_path / ".installed")
    tools = audits.find_tools()
    monkeypatch.setattr(audits, "find_tools", lambda: audits.Tools(tools.node, ("false",)))

    with pytest.raises(audits.CannotJudge, match="LIGHTHOUSE_NOT_INSTALLED"):
        audits.installed(lambda line: None)
