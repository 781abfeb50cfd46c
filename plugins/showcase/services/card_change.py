"""Write a card anew, or switch it on or off."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.db import transaction

from plugins.brand.public import Actor
from plugins.kernel import audit
from plugins.showcase.errors import CardNotFound
from plugins.showcase.models import Card
from plugins.showcase.permissions import MANAGE
from plugins.showcase.pictures import picture_forget, picture_kept
from plugins.showcase.services.card_text import CardText, fields_of


def card_change(
    *, card_id: int, text: CardText, picture: BinaryIO | None, actor: Actor, now: datetime
) -> Card:
    """Make a card say something else; `picture` None keeps the one it has.

    A picture that is replaced is gone once the change is written.

    Raises:
        PermissionLacking, CardNotFound, CardInvalid, TargetUnknown, PictureInvalid:
            nothing was changed.
    """
    actor.require(MANAGE)
    fields = fields_of(text)
    with picture_kept(picture) if picture else nullcontext("") as name, transaction.atomic():
        card = _locked(card_id)
        changed = sorted(field for field, value in fields.items() if getattr(card, field) != value)
        if name:
            transaction.on_commit(partial(picture_forget, card.picture))
            fields["picture"] = name
            changed.append("picture")
        if changed:
            _write(card, fields, now=now)
            audit.record("showcase.card.changed", card, actor=actor.name, fields=changed)
    return card


@transaction.atomic
def card_switch(*, card_id: int, is_on: bool, actor: Actor, now: datetime) -> Card:
    """Switch a card on or off; doing it again changes nothing.

    Raises:
        PermissionLacking, CardNotFound.
    """
    actor.require(MANAGE)
    card = _locked(card_id)
    if card.is_on != is_on:
        _write(card, {"is_on": is_on}, now=now)
        if is_on:
            audit.record("showcase.card.shown", card, actor=actor.name)
        else:
            audit.record("showcase.card.hidden", card, actor=actor.name)
    return card


def _locked(card_id: int) -> Card:
    card = Card.objects.select_for_update().filter(pk=card_id).first()
    if card is None:
        raise CardNotFound()
    return card


def _write(card: Card, fields: dict[str, object], *, now: datetime) -> None:
    for field, value in fields.items():
        setattr(card, field, value)
    card.changed_at = now
    card.save(update_fields=[*fields, "changed_at"])
