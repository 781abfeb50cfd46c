"""Marketing's 吴敏, and a picture to put on a card."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from saleor.account.models import User

from plugins.brand.actors import Actor
from plugins.showcase.permissions import MANAGE
from plugins.showcase.rules.cards import Opens
from plugins.showcase.services.card_add import card_add
from plugins.showcase.services.card_text import CardText

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def wu(db) -> Actor:
    user = User.objects.create_user("wu@example.com", "Copper-lake-2026", is_staff=True)
    return Actor(name=f"staff:{user.pk}", user_id=user.pk, permissions=frozenset({MANAGE}))


def picture(width: int = 1600, height: int = 900) -> io.BytesIO:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at the orchard"
    Image.new("RGB", (width, height), "#b5652b").save(out, format="JPEG", exif=exif)
    out.seek(0)
    return out


@pytest.fixture
def put_up(wu):
    """Put a card up: `put_up(Opens.PRODUCT, "goods-1", title="麻花")`."""

    def add(opens: Opens, target: str, **changes):
        said = {
            "title": "当季正好",
            "words": "过了就等明年",
            "opens": opens,
            "target": target,
            "shown_from": NOW,
        }
        return card_add(text=CardText(**{**said, **changes}), picture=picture(), actor=wu, now=NOW)

    return add
