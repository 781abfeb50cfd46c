"""Put a new card up."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from plugins.brand.public import Actor
from plugins.kernel import audit
from plugins.showcase.models import Card
from plugins.showcase.permissions import MANAGE
from plugins.showcase.pictures import picture_kept
from plugins.showcase.services.card_text import CardText, fields_of


def card_add(*, text: CardText, picture: BinaryIO, actor: Actor, now: datetime) -> Card:
    """Add a card that is on; the calendar decides when it is seen.

    Raises:
        PermissionLacking, CardInvalid, TargetUnknown: nothing was changed.
        PictureInvalid: the picture cannot be used.
    """
    actor.require(MANAGE)
    fields = fields_of(text)
    with picture_kept(picture) as name:
        card = Card.objects.create(**fields, picture=name, changed_at=now)
        audit.record("showcase.card.added", card, actor=actor.name, **_told(card))
    return card


def _told(card: Card) -> dict[str, str]:
    return {"title": card.title, "opens": card.opens, "target": card.target}
