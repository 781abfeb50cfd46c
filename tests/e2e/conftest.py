"""What journeys need: a browser, a clock to move, WeChat beside the shop, a shop as seeded."""

from tests.e2e.browsing import program
from tests.e2e.shopper import mini_shop
from tests.e2e.stage import clock, seeded_shop, wechat

__all__ = ["clock", "mini_shop", "program", "seeded_shop", "wechat"]
