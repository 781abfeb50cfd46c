"""The first page's first cards, so that its strip is seen; marketing goes on from there."""

from __future__ import annotations

import io
from datetime import datetime
from typing import NamedTuple

from PIL import Image
from saleor.product.models import Category

from plugins.brand.public import Actor
from plugins.showcase.public import MANAGE, Card, CardText, Opens, card_add

#: A trade's banner has its name at the left; from here on there are goods alone.
GOODS_BEGIN = 0.42


SEED = Actor(name="system:seed", user_id=None, permissions=frozenset({MANAGE}))


class _Planned(NamedTuple):
    title: str
    words: str
    opens: Opens
    target: str
    trade: str  # whose banner is the picture


CARDS = (
    _Planned("这个月正好", "过了这一季，就要等明年", Opens.SEASON, "now", "fruit"),
    _Planned(
        "塘下青的山场", "殷祖山里的茶，一芽一叶采下来", Opens.ENTERPRISE, "tangxia-qing", "tea"
    ),
    _Planned("走亲访友带一份", "装好礼盒的大冶味道", Opens.COLLECTION, "gift-boxes", "snack"),
    _Planned("手上的活计", "刺绣、竹木、石雕，一件一件做", Opens.TRADE, "craft", "craft"),
)


def showcase_begin(*, now: datetime) -> int:
    """Put the first cards up in a shop that never had one; return how many.

    A card whose banner was not drawn is left out.
    """
    if Card.objects.exists():
        return 0
    banners = {
        category.slug: category.background_image
        for category in Category.objects.filter(slug__in=[each.trade for each in CARDS])
        if category.background_image
    }
    planned = [each for each in CARDS if each.trade in banners]
    for position, each in enumerate(planned):
        card_add(
            text=CardText(
                title=each.title,
                words=each.words,
                opens=each.opens,
                target=each.target,
                shown_from=now,
                position=10 * position,
            ),
            picture=_goods_of(banners[each.trade]),
            actor=SEED,
            now=now,
        )
    return len(planned)


def _goods_of(banner: object) -> io.BytesIO:
    """Cut the right part out of a banner."""
    with banner.open("rb") as file, Image.open(file) as opened:  # type: ignore[attr-defined]
        width, height = opened.size
        part = opened.crop((round(width * GOODS_BEGIN), 0, width, height))
        out = io.BytesIO()
        part.save(out, format="PNG")
    out.seek(0)
    return out
