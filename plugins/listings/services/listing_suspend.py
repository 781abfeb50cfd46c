"""The office takes goods off sale, or lets them be sold again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.brand.public import Actor
from plugins.kernel import audit
from plugins.listings import errors
from plugins.listings.models import Listing
from plugins.listings.permissions import SUSPEND
from plugins.listings.services.listing_lock import listing_lock, reason_checked
from plugins.listings.services.submission_review import refuse_tied
from plugins.listings.signals import listing_suspended


@transaction.atomic
def listing_suspend(*, actor: Actor, listing_id: int, reason: str, now: datetime) -> Listing:
    """Take goods off sale at once: lists, search, carts and checkout ask the same guard.

    Raises:
        PermissionLacking, ListingNotFound, ReasonMissing, NotLive, AlreadySuspended
    """
    actor.require(SUSPEND)
    listing = listing_lock(listing_id=listing_id)
    if listing.suspended_at is not None:
        raise errors.AlreadySuspended()
    suspend_locked(listing, actor=actor, reason=reason_checked(reason), now=now)
    return listing


def suspend_locked(listing: Listing, *, actor: Actor, reason: str, now: datetime) -> None:
    """Suspend a listing that the caller has locked.

    Raises:
        NotLive: it was never sold.
    """
    if listing.product_id is None:
        raise errors.NotLive()
    listing.suspended_at, listing.suspension_reason = now, reason
    listing.save(update_fields=["suspended_at", "suspension_reason"])
    audit.record("listings.listing.suspended", listing, actor=actor.name, reason=reason)
    listing_id, product_id = listing.pk, listing.product_id
    transaction.on_commit(
        lambda: listing_suspended.send(
            sender=Listing, listing_id=listing_id, product_id=product_id
        ),
        robust=True,
    )


@transaction.atomic
def listing_resume(*, actor: Actor, listing_id: int, reason: str) -> Listing:
    """Let goods be sold again; the licence still has its say.

    Raises:
        PermissionLacking, ListingNotFound, ReasonMissing, NotSuspended
        ReviewerTied: lifting a suspension is a favour, so the tied keep out of it.
        RecallStillOpen: the goods are called back.
    """
    actor.require(SUSPEND)
    listing = listing_lock(listing_id=listing_id)
    refuse_tied(actor=actor, listing=listing)
    if listing.suspended_at is None:
        raise errors.NotSuspended()
    if listing.recalls.filter(closed_at__isnull=True).exists():
        raise errors.RecallStillOpen()
    reason = reason_checked(reason)
    listing.suspended_at, listing.suspension_reason = None, ""
    listing.save(update_fields=["suspended_at", "suspension_reason"])
    audit.record("listings.listing.resumed", listing, actor=actor.name, reason=reason)
    return listing
