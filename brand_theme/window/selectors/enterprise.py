"""One enterprise's page: what its shelf in the catalogue and its public file say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from brand_theme.window.selectors.cards import goods_on_shelf
from brand_theme.window.selectors.opinions import Opinions, opinions_of_enterprise
from brand_theme.window.selectors.shelves import EnterpriseTile, enterprise_tiles
from plugins.brand.public import EnterpriseProfile, enterprise_profile, makers_of
from plugins.reviews.public import follower_counts


@dataclass(frozen=True, kw_only=True)
class EnterprisePage:
    """`profile` is None for a brand of the catalogue whose maker has no file here."""

    tile: EnterpriseTile
    profile: EnterpriseProfile | None
    opinions: Opinions | None = None
    followers: int = 0


def enterprise_page_of(*, slug: str, at: datetime, limit: int) -> EnterprisePage | None:
    """Read an enterprise's page with its first `limit` reviews, or None."""
    profile = enterprise_profile(slug=slug, at=at)
    tile = next(iter(enterprise_tiles(slug=slug)), None)
    if profile is None:
        return EnterprisePage(tile=tile, profile=None) if tile else None
    wanted = profile.enterprise_id
    return EnterprisePage(
        tile=tile or _tile_of(profile),
        profile=profile,
        opinions=opinions_of_enterprise(wanted, limit=limit),
        followers=follower_counts(enterprise_ids=[wanted])[wanted],
    )


def goods_of_page(page: EnterprisePage) -> QuerySet[Any]:
    """Return what it sells now: what it makes, whatever shelf that stands on."""
    if page.profile is None:
        return goods_on_shelf().filter(collections__slug=page.tile.slug)
    return goods_on_shelf().filter(maker__enterprise=page.profile.enterprise_id)


def tile_of_maker(product_id: int, *, at: datetime) -> EnterpriseTile | None:
    """Return who makes a product that stands on no brand's shelf."""
    maker = makers_of(product_ids=[product_id]).get(product_id)
    profile = enterprise_profile(enterprise_id=maker, at=at) if maker is not None else None
    return _tile_of(profile) if profile else None


def _tile_of(profile: EnterpriseProfile) -> EnterpriseTile:
    """What an enterprise says of itself, until it has a shelf with a drawn mark."""
    return EnterpriseTile(
        slug=profile.slug,
        name=profile.brand_name,
        kind=profile.kind,
        town=profile.town,
        story=profile.story,
        count=0,
        mark=None,
    )
