"""What a build is made from, and what is said when it cannot be made."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from brand_theme.mini_shop import build as building
from brand_theme.mini_shop import node, place
from saleor_config.home import REPOSITORY

FOLDER = REPOSITORY / "brand_theme" / "mini_shop"


def test_sources_are_what_was_written_not_what_was_made():
    names = {str(path.relative_to(REPOSITORY)) for path in building._sources()}

    assert "brand_theme/mini_shop/src/App.vue" in names
    assert "brand_theme/tokens/tokens.json" in names
    assert "saleor_config/door/documents/ShopHome.graphql" in names
    made = ("/node_modules/", "/dist/", "/generated/")
    assert [name for name in names if any(part in name for part in made)] == []


def test_what_stands_is_not_built_again(monkeypatch, tmp_path):
    monkeypatch.setattr(place, "DIST", tmp_path)
    (tmp_path / ".h5").write_text(building.fingerprint())
    monkeypatch.setattr(building, "find_tools", lambda: pytest.fail("it looked for Node"))

    assert building.main(["h5"]) == 0


def test_without_node_it_says_so_and_the_window_stays(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(place, "DIST", tmp_path)
    monkeypatch.setattr(node.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(node.shutil, "which", lambda _name: None)

    assert building.main(["h5"]) == 1
    assert "[NO_NODE]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_step_that_fails_shows_its_words_and_the_remedy(capsys):
    command = (sys.executable, "-c", "print('no such package'); raise SystemExit(3)")

    with pytest.raises(building.NotBuilt, match="make mini-shop"):
        building._run("安装 install", command, {}, "请运行 make mini-shop")

    assert "no such package" in capsys.readouterr().err


def made_by_vite(folder: Path, script: str) -> Path:
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / script).write_text("run()" * 100)
    (folder / "index.html").write_text(f"<script src=/assets/{script}>")
    return folder


def test_the_page_is_parted_from_the_files_that_anybody_may_fetch(tmp_path):
    made = made_by_vite(tmp_path / "made", "index-abcdefgh.js")

    building._compress(node.find_tools(), made / "assets")
    building._settle_h5(made)

    files = {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()}
    assert files == {
        "index.html",
        "files/assets/index-abcdefgh.js",
        "files/assets/index-abcdefgh.js.br",
        "files/assets/index-abcdefgh.js.gz",
    }


def test_a_new_build_leaves_the_one_that_may_be_running_whole(monkeypatch, tmp_path):
    monkeypatch.setattr(place, "DIST", tmp_path / "dist")
    for turn, fingerprint in enumerate(("a" * 64, "b" * 64, "c" * 64)):
        made = made_by_vite(tmp_path / f"made-{turn}", f"index-{turn}.js")
        building._replace(made, place.folder_of("h5", fingerprint))
        building._point("h5", fingerprint)

    assert place.newest_h5() == place.folder_of("h5", "c" * 64)
    standing = {path.name for path in (tmp_path / "dist" / "h5").iterdir()}
    assert standing == {"b" * 16, "c" * 16}


def test_without_a_build_there_is_no_newest(monkeypatch, tmp_path):
    monkeypatch.setattr(place, "DIST", tmp_path)

    assert place.newest_h5() is None


def test_every_package_is_pinned_and_the_lock_names_no_host():
    package = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    loose = [
        f"{name} {version}"
        for group in ("dependencies", "devDependencies")
        for name, version in package[group].items()
        if not version[0].isdigit()
    ]
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))

    assert loose == []
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []


def test_pages_that_messages_open_exist():
    pages = json.loads(Path(FOLDER, "src", "pages.json").read_text(encoding="utf-8"))
    paths = {page["path"] for page in pages["pages"]} | {
        f"{package['root']}/{page['path']}"
        for package in pages["subPackages"]
        for page in package["pages"]
    }

    assert "pages/order/detail" in paths
    assert [path for path in paths if not (FOLDER / "src" / f"{path}.vue").is_file()] == []
