"""Everything other capabilities may use of listings."""

from plugins.listings.models import Listing, Submission
from plugins.listings.permissions import REVIEW
from plugins.listings.rules.claims import ClaimWarning
from plugins.listings.rules.content import Content
from plugins.listings.rules.labels import wanted_items
from plugins.listings.rules.promise import Promise, promise_text
from plugins.listings.selectors.claims import submission_unanswered
from plugins.listings.selectors.live_content import live_content
from plugins.listings.selectors.promises import promises_of
from plugins.listings.selectors.recalls import AffectedOrder, affected_orders
from plugins.listings.services.listings_adopt import listings_adopt
from plugins.listings.services.picture_keep import picture_keep
from plugins.listings.services.submission_review import (
    submission_approve,
    submission_ask_changes,
    submission_reject,
    submission_take,
)
from plugins.listings.services.submission_save import submission_save
from plugins.listings.services.submission_start import edit_start, listing_draft
from plugins.listings.services.submission_submit import (
    submission_submit,
    submission_withdraw,
    warning_override,
)
from plugins.listings.signals import listing_suspended, recall_opened, submission_decided

__all__ = [
    "REVIEW",
    "AffectedOrder",
    "ClaimWarning",
    "Content",
    "Listing",
    "Promise",
    "Submission",
    "affected_orders",
    "edit_start",
    "listing_draft",
    "listing_suspended",
    "listings_adopt",
    "live_content",
    "picture_keep",
    "promise_text",
    "promises_of",
    "recall_opened",
    "submission_approve",
    "submission_ask_changes",
    "submission_decided",
    "submission_reject",
    "submission_save",
    "submission_submit",
    "submission_take",
    "submission_unanswered",
    "submission_withdraw",
    "wanted_items",
    "warning_override",
]
