"""Begin to say something of goods: of new ones, or of live ones that shall change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.brand.public import Enterprise
from plugins.kernel import audit
from plugins.listings import errors
from plugins.listings.models import Listing, Submission
from plugins.listings.rules.content import Content
from plugins.listings.rules.labels import LabelItem
from plugins.listings.selectors.live_content import live_content
from plugins.listings.services.listing_lock import listing_lock
from plugins.listings.states import OPEN_VALUES
from plugins.marketplace.public import MemberActor, Role

#: Open submissions an enterprise may have: what a large catalogue needs, not a flood.
MOST_OPEN = 200


@transaction.atomic
def listing_draft(
    *, actor: MemberActor, now: datetime, content: Content | None = None
) -> Submission:
    """Begin new goods; what the shop knows of the enterprise is filled in.

    Raises:
        RoleMissing, DraftsTooMany
    """
    actor.require(Role.GOODS)
    enterprise = Enterprise.objects.select_for_update(no_key=True).get(pk=actor.enterprise_id)
    _refuse_too_many(enterprise)
    listing = Listing.objects.create(enterprise=enterprise, created_at=now)
    audit.record("listings.listing.begun", listing, actor=str(actor))
    given = content or Content()
    label = {LabelItem.MAKER.value: enterprise.name, **given.label}
    return _begun(listing, given.with_(label=label).as_json(), base=None, actor=actor, now=now)


@transaction.atomic
def edit_start(*, actor: MemberActor, listing_id: int, now: datetime) -> Submission:
    """Begin to change a listing: from what is live, or from what was refused before.

    Raises:
        RoleMissing, ListingNotFound, SubmissionOpen, DraftsTooMany
    """
    actor.require(Role.GOODS)
    listing = listing_lock(listing_id=listing_id, enterprise_id=actor.enterprise_id)
    if listing.submissions.filter(state__in=OPEN_VALUES).exists():
        raise errors.SubmissionOpen()
    _refuse_too_many(listing.enterprise)
    if listing.product_id:
        live = live_content(listing).as_json()
        return _begun(listing, live, base=live, actor=actor, now=now)
    latest = listing.submissions.order_by("-pk").first()
    content = latest.content if latest else Content().as_json()
    return _begun(listing, content, base=None, actor=actor, now=now)


def _refuse_too_many(enterprise: Enterprise) -> None:
    open_ones = Submission.objects.filter(listing__enterprise=enterprise, state__in=OPEN_VALUES)
    if open_ones.count() >= MOST_OPEN:
        raise errors.DraftsTooMany(most=MOST_OPEN)


def _begun(
    listing: Listing,
    content: Mapping[str, Any],
    *,
    base: Mapping[str, Any] | None,
    actor: MemberActor,
    now: datetime,
) -> Submission:
    submission = Submission.objects.create(
        listing=listing,
        content=content,
        base=base,
        author_id=actor.user_id,
        created_at=now,
        saved_at=now,
    )
    audit.record(
        "listings.submission.begun", submission, actor=str(actor), is_edit=base is not None
    )
    return submission
