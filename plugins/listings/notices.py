"""Which enterprise goods belong to, and what their notices may say of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from plugins.kernel.notices import Addressed
from plugins.listings.models import Listing, Recall, Submission

NAMELESS = "未命名的商品"


def of_submissions(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    found = Submission.objects.filter(pk__in=ids).select_related("listing")
    return {
        str(each.pk): [
            _addressed(
                each.listing,
                name=each.content.get("name") or NAMELESS,
                opinion=_opinion(each),
            )
        ]
        for each in found
    }


def of_listings(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    found = Listing.objects.filter(pk__in=ids).select_related("product")
    return {str(each.pk): [_addressed(each)] for each in found}


def of_recalls(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    found = Recall.objects.filter(pk__in=ids).select_related("listing__product")
    return {str(each.pk): [_addressed(each.listing, reason=each.reason)] for each in found}


def _opinion(submission: Submission) -> str:
    """The office's words, and how many fields it marked: the page shows which."""
    marked = f"（标出 {len(submission.decisions)} 处）" if submission.decisions else ""
    return f"{submission.opinion}{marked}"


def _addressed(listing: Listing, *, name: str = "", **facts: str) -> Addressed:
    goods = name or (listing.product.name if listing.product else NAMELESS)
    return Addressed(
        enterprise_id=listing.enterprise_id,
        facts={"goods": goods, **facts},
        page="good",
        page_args=(listing.pk,),
    )
