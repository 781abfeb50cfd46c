"""Everything other packages may use of the showcase."""

from plugins.showcase.models import Card
from plugins.showcase.permissions import MANAGE
from plugins.showcase.pictures import CardPicture
from plugins.showcase.rules.cards import Opens
from plugins.showcase.selectors.shown import ShownCard, cards_shown, next_change
from plugins.showcase.services.card_add import card_add
from plugins.showcase.services.card_text import CardText

__all__ = [
    "MANAGE",
    "Card",
    "CardPicture",
    "CardText",
    "Opens",
    "ShownCard",
    "card_add",
    "cards_shown",
    "next_change",
]
