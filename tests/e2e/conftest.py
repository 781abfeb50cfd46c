"""What journeys need: a browser, a clock to move, WeChat beside the shop, a shop as seeded."""

import pytest

from tests.e2e.browsing import program
from tests.e2e.market import market, market_square
from tests.e2e.shopper import mini_shop
from tests.e2e.stage import clock, seeded_shop, shelf, simulator, wechat

__all__ = [
    "clock",
    "market",
    "market_square",
    "mini_shop",
    "program",
    "seeded_shop",
    "shelf",
    "simulator",
    "wechat",
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give shoppers' journeys the database once all that empty it are sorted before them."""
    for item in items:
        if "market" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)
