"""docs/tour.md shows every page there is, and says what the stops say."""

from __future__ import annotations

import json
import re

from brand_theme.console.contributions import enterprise_pages, load
from brand_theme.console.sites import console_site
from saleor_config.home import REPOSITORY
from tests.e2e.tour.camera import PICTURES, file_of
from tests.e2e.tour.chapters import all_stops
from tests.e2e.tour.guide import GUIDE, guide_text

PAGES = REPOSITORY / "brand_theme" / "mini_shop" / "src" / "pages.json"
#: What a button of an enterprise's page asks before something is done: of these one of a kind
#: is shown, and the others look like it.
QUESTIONS = {
    "after-sales/<>/refuse/",
    "after-sales/<>/receive/",
    "after-sales/<>/return-to/",
    "fapiao/<>/issue/",
    "fapiao/<>/refuse/",
    "fapiao/<>/take-back/",
    "orders/<>/correct/",
    "credit/facts/<>/appeal/",
}
#: What is answered with a file, a picture or another page.
ANSWERS = {
    "after-sales/<>/pictures/<>/",
    "fapiao/<>/file/",
    "goods/export.xlsx",
    "goods/template.xlsx",
    "notices/<>/",
    "papers/<>/",
    "pictures/<>/",
    "settlement/<>/statement.pdf",
    "settlement/<>/statement.xlsx",
}
#: Later steps of a form whose first one is shown.
STEPS = {"licences/<>/<>/"}
#: Only who holds a letter's link sees it.
LETTERS = {"invitation/<>/"}


def _nameless(route: str) -> str:
    return re.sub(r"<[^>]+>", "<>", route)


def _shown() -> set[str]:
    return {_nameless(stop.page) for stop in all_stops()}


def _is_button(view: object) -> bool:
    """Whether a view only does something: who opens it by its address is refused."""
    while view is not None:
        cells = [cell.cell_contents for cell in getattr(view, "__closure__", None) or ()]
        if ["POST"] in cells:
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_every_page_of_the_mini_shop_has_a_stop():
    told = json.loads(PAGES.read_text("utf-8"))
    pages = {each["path"] for each in told["pages"]}
    for package in told["subPackages"]:
        pages |= {f"{package['root']}/{each['path']}" for each in package["pages"]}

    assert {each for each in _shown() if each.startswith("pages/")} == pages


def test_every_list_of_the_console_has_a_stop():
    load()
    metas = [model._meta for model in console_site._registry]
    lists = {f"console/{each.app_label}/{each.model_name}/" for each in metas}

    assert lists - _shown() == set()


def test_every_page_of_the_enterprises_console_has_a_stop():
    pages = {_nameless(each.route) for each in enterprise_pages() if not _is_button(each.view)}
    shown = {each.removeprefix("enterprise/") for each in _shown()}

    assert pages - shown == QUESTIONS | ANSWERS | STEPS | LETTERS


def test_tour_is_written_from_the_stops_and_every_picture_is_there():
    wanted = {file_of(stop.name, width) for stop in all_stops() for width in stop.sizes}

    assert GUIDE.read_text("utf-8") == guide_text()
    assert set(PICTURES.iterdir()) == wanted
