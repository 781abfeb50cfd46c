"""The office's side: what waits for review, what is live, what is called back."""

from __future__ import annotations

from datetime import datetime, timedelta

from brand_theme.console.public import Measure, MenuEntry, Queue, Role, Section, measured
from plugins.listings.console.bounds import ShippingBoundsAdmin
from plugins.listings.console.listings import ListingAdmin
from plugins.listings.console.recalls import RecallAdmin
from plugins.listings.console.review import SubmissionAdmin
from plugins.listings.models import Listing, Recall, ShippingBounds, Submission
from plugins.listings.permissions import END_RECALL, RECALL, REVIEW, SET_BOUNDS, SUSPEND

__all__ = [
    "GRANTS",
    "MENU",
    "QUEUES",
    "ListingAdmin",
    "RecallAdmin",
    "ShippingBoundsAdmin",
    "SubmissionAdmin",
]

#: What the office promises an enterprise.
WITHIN = timedelta(days=2)
_LOOK = ("mall_listings.view_listing", "mall_listings.view_recall")


def _submitted(_now: datetime) -> Measure:
    return measured(Submission.objects.filter(state="submitted"), "submitted_at")


def _in_review(_now: datetime) -> Measure:
    return measured(Submission.objects.filter(state="in_review"), "submitted_at")


def _recalls(_now: datetime) -> Measure:
    return measured(Recall.objects.filter(closed_at__isnull=True), "opened_at")


MENU = (
    MenuEntry(Section.BRAND, "商品审核", "fact_check", Submission),
    MenuEntry(Section.BRAND, "企业商品", "storefront", Listing),
    MenuEntry(Section.BRAND, "召回", "assignment_return", Recall),
    MenuEntry(Section.BRAND, "发货时限", "schedule", ShippingBounds),
)
QUEUES = (
    Queue(
        title="待审核商品",
        hint="企业提交的新品和改动：打开核对，两天内答复。",
        icon="fact_check",
        model=Submission,
        query="state=submitted",
        measure=_submitted,
        within=WITHIN,
    ),
    Queue(
        title="审核中的商品",
        hint="已有人在看，还没有决定。",
        icon="rate_review",
        model=Submission,
        query="state=in_review",
        measure=_in_review,
        within=WITHIN,
    ),
    Queue(
        title="未办结的召回",
        hint="联系买家退回，查清后办结。",
        icon="assignment_return",
        model=Recall,
        query="closed=no",
        measure=_recalls,
    ),
)
GRANTS = {
    Role.BRAND_OFFICE: (
        *_LOOK,
        "mall_listings.view_submission",
        REVIEW,
        SUSPEND,
        RECALL,
        END_RECALL,
        "mall_listings.view_shippingbounds",
        SET_BOUNDS,
    ),
    Role.SERVICE: _LOOK,
}
