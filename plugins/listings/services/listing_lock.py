"""The one way to lock a listing and what hangs on it."""

from __future__ import annotations

from plugins.listings import errors
from plugins.listings.models import Listing, Submission
from plugins.marketplace.public import MemberActor


def listing_lock(*, listing_id: int, enterprise_id: int | None = None) -> Listing:
    """Return the listing, locked; with an enterprise, only one of its own.

    Raises:
        ListingNotFound
    """
    listings = Listing.objects.select_for_update(of=("self",), no_key=True).filter(pk=listing_id)
    if enterprise_id is not None:
        listings = listings.filter(enterprise_id=enterprise_id)
    listing = listings.select_related("enterprise", "product").first()
    if listing is None:
        raise errors.ListingNotFound()
    return listing


def submission_lock(*, submission_id: int, actor: MemberActor | None = None) -> Submission:
    """Return the submission, locked with its listing; for a member, only one of its own.

    Raises:
        SubmissionNotFound
    """
    found = Submission.objects.filter(pk=submission_id)
    if actor is not None:
        found = found.filter(listing__enterprise_id=actor.enterprise_id)
    listing_id = found.values_list("listing_id", flat=True).first()
    if listing_id is None:
        raise errors.SubmissionNotFound()
    listing = listing_lock(listing_id=listing_id)
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission_id)
    submission.listing = listing
    return submission


def reason_checked(text: str, *, longest: int = 200, field: str = "reason") -> str:
    """Raises:
    ReasonMissing: empty or too long.
    """
    tidy = " ".join(text.split())
    if not 0 < len(tidy) <= longest:
        raise errors.ReasonMissing(field=field, longest=longest)
    return tidy
