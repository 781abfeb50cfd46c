"""Call goods back: off sale at once, and the orders that hold them are known."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from plugins.brand.public import Actor
from plugins.kernel import audit
from plugins.listings import errors
from plugins.listings.models import Recall
from plugins.listings.permissions import END_RECALL, RECALL
from plugins.listings.services.listing_lock import listing_lock, reason_checked
from plugins.listings.services.listing_suspend import suspend_locked
from plugins.listings.services.submission_review import refuse_tied
from plugins.listings.signals import recall_opened


@transaction.atomic
def recall_open(
    *,
    actor: Actor,
    listing_id: int,
    ordered_from: date,
    ordered_until: date,
    reason: str,
    now: datetime,
    variant_id: int | None = None,
    batch: str = "",
) -> Recall:
    """Call back what was ordered between two days (both included), and stop selling it.

    食品安全法 63: a maker stops and recalls what is unsafe, the platform stops selling it.

    Raises:
        PermissionLacking, ListingNotFound, NotLive, ReasonMissing
        PeriodInvalid: the days are in the wrong order or in the future.
        VariantNotFound: not of this listing.
    """
    actor.require(RECALL)
    listing = listing_lock(listing_id=listing_id)
    if listing.product is None:
        raise errors.NotLive()
    if ordered_from > ordered_until:
        raise errors.PeriodInvalid(field="ordered_until")
    if variant_id is not None and not listing.product.variants.filter(pk=variant_id).exists():
        raise errors.VariantNotFound(field="variant")
    reason = reason_checked(reason)
    recall = Recall.objects.create(
        listing=listing,
        variant_id=variant_id,
        batch=batch.strip()[:60],
        ordered_from=ordered_from,
        ordered_until=ordered_until,
        reason=reason,
        opened_by=actor.name,
        opened_at=now,
    )
    audit.record(
        "listings.recall.opened", recall, actor=actor.name, reason=reason, listing=listing.pk
    )
    if listing.suspended_at is None:
        suspend_locked(listing, actor=actor, reason=f"召回：{reason}"[:200], now=now)
    product_id = listing.product_id
    transaction.on_commit(
        lambda: recall_opened.send(sender=Recall, recall_id=recall.pk, product_id=product_id),
        robust=True,
    )
    return recall


@transaction.atomic
def recall_close(*, actor: Actor, recall_id: int, findings: str, now: datetime) -> Recall:
    """End a recall with what was found; the goods stay off sale until somebody resumes them.

    Raises:
        PermissionLacking, RecallNotFound, ReviewerTied, ReasonMissing
    """
    actor.require(END_RECALL)
    recall = (
        Recall.objects.select_for_update(of=("self",))
        .select_related("listing")
        .filter(pk=recall_id, closed_at__isnull=True)
        .first()
    )
    if recall is None:
        raise errors.RecallNotFound()
    refuse_tied(actor=actor, listing=recall.listing)
    recall.findings = reason_checked(findings, longest=400, field="findings")
    recall.closed_at = now
    recall.save(update_fields=["findings", "closed_at"])
    audit.record("listings.recall.closed", recall, actor=actor.name, reason=recall.findings[:200])
    return recall
