"""The showcase in the console: marketing's cards on the first page."""

from brand_theme.console.public import MenuEntry, Role, Section
from plugins.showcase.console.cards import CardAdmin
from plugins.showcase.models import Card
from plugins.showcase.permissions import MANAGE

__all__ = ["GRANTS", "MENU", "CardAdmin"]

MENU = (MenuEntry(Section.MARKET, "首页陈列", "view_carousel", Card),)
GRANTS = {Role.MARKETING: ("mall_showcase.view_card", MANAGE)}
