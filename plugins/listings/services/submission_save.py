"""Keep a draft: at any time, however much is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from saleor.product.models import ProductImage

from plugins.listings import errors
from plugins.listings.models import ListingPicture, Submission
from plugins.listings.rules.content import Content, content_from
from plugins.listings.selectors.live_content import LIVE_PICTURE
from plugins.listings.selectors.vocabulary import refuse_unknown_choices
from plugins.listings.services.listing_lock import submission_lock
from plugins.marketplace.public import MemberActor, Role


@transaction.atomic
def submission_save(
    *,
    actor: MemberActor,
    submission_id: int,
    changes: Mapping[str, Any],
    version: int,
    now: datetime,
) -> Submission:
    """Replace fields of a draft. `version` is that of the draft the writer has seen.

    Raises:
        RoleMissing, SubmissionNotFound, NotEditable
        DraftChanged: somebody has saved it since.
        ContentInvalid, ChoiceUnknown, PictureNotFound, VariantIsLive: nothing was changed.
    """
    actor.require(Role.GOODS)
    submission = submission_lock(submission_id=submission_id, actor=actor)
    if not submission.is_editable:
        raise errors.NotEditable()
    if submission.version != version:
        raise errors.DraftChanged()
    content = content_from({**submission.content, **changes})
    refuse_unknown_choices(content)
    refuse_foreign_pictures(submission, content)
    _refuse_lost_variants(submission, content)
    submission.content = content.as_json()
    submission.version += 1
    submission.saved_at = now
    submission.save(update_fields=["content", "version", "saved_at"])
    return submission


def refuse_foreign_pictures(submission: Submission, content: Content) -> None:
    """Raises:
    PictureNotFound: neither the enterprise's own upload nor one of the product's.
    """
    shown = {name for name in content.pictures if name.startswith(LIVE_PICTURE)}
    sent = set(content.pictures) - shown
    listing = submission.listing
    images = ProductImage.objects.filter(product_id=listing.product_id).values_list("pk", flat=True)
    own = ListingPicture.objects.filter(enterprise_id=listing.enterprise_id, name__in=sent)
    if own.count() != len(sent) or not shown <= {f"{LIVE_PICTURE}{pk}" for pk in images}:
        raise errors.PictureNotFound(field="pictures")


def _refuse_lost_variants(submission: Submission, content: Content) -> None:
    """Orders and carts hold live variants: they stay."""
    base = submission.live_before
    if base is None:
        return
    kept = {each.sku for each in content.variants}
    for each in base.variants:
        if each.sku not in kept:
            raise errors.VariantIsLive(field="variants", sku=each.sku)
