"""Everything other capabilities may use of card payments."""

from plugins.cards.provider import CardsProvider
from plugins.cards.services.card_payment_apply import GATEWAY
from plugins.cards.services.card_refund import card_refund
from plugins.cards.states import RefundState

__all__ = ["GATEWAY", "CardsProvider", "RefundState", "card_refund"]
