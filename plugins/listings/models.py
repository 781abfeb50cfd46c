from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from saleor.product.models import Product, ProductVariant

from plugins.brand.public import Enterprise
from plugins.listings.rules.claims import ClaimRule
from plugins.listings.rules.content import Content, content_from
from plugins.listings.rules.promise import MOST_HOURS, ShipBounds
from plugins.listings.states import EDITABLE, OPEN_VALUES, SubmissionState


class Listing(models.Model):
    """A good that an enterprise offers; it has a product once it was approved.

    `facts` is what the label says, as approved: Saleor has no place for it.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="listings")
    product = models.OneToOneField(
        Product, null=True, on_delete=models.PROTECT, related_name="listing"
    )
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True)
    suspension_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(suspended_at__isnull=True, suspension_reason="")
                | Q(~Q(suspension_reason=""), suspended_at__isnull=False, product__isnull=False),
                name="listings_suspended_means_why",
            ),
        ]

    def __str__(self) -> str:
        return f"listing {self.pk}"


class Submission(models.Model):
    """What an enterprise says of its goods, and what the office decided about it.

    `base` is the live content an edit began from; None for new goods. `decisions`
    maps a field to the reason why it has to change.
    """

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="submissions")
    state = models.CharField(
        max_length=20,
        choices=[(state.value, state.name) for state in SubmissionState],
        default=SubmissionState.DRAFT.value,
    )
    content = models.JSONField()
    base = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decisions = models.JSONField(default=dict)
    opinion = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing"],
                condition=Q(state__in=OPEN_VALUES),
                name="listings_one_open_submission",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="listings_submitted_means_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_review", "changes_asked", "approved", "rejected"])
                | Q(reviewer__isnull=False),
                name="listings_reviewed_means_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["changes_asked", "approved", "rejected"])
                | Q(decided_at__isnull=False),
                name="listings_decided_means_when",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("author")),
                name="listings_nobody_reviews_their_own",
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="listings_review_queue")]

    def __str__(self) -> str:
        return f"submission {self.pk}"

    @property
    def said(self) -> Content:
        return content_from(self.content)

    @property
    def live_before(self) -> Content | None:
        return content_from(self.base) if self.base is not None else None

    @property
    def is_editable(self) -> bool:
        return SubmissionState(self.state) in EDITABLE


class WarningOverride(models.Model):
    """Why words that a rule warns of may stay, by whom. Never changed."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="overrides")
    field = models.CharField(max_length=40)
    rule = models.CharField(max_length=20, choices=[(each.value, each.name) for each in ClaimRule])
    found = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "field", "rule", "found"], name="listings_override_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="listings_override_means_why"),
        ]

    def __str__(self) -> str:
        return f"override {self.pk}"


class ListingPicture(models.Model):
    """A picture an enterprise sent; its file is private until a submission with it is approved."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=32, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["enterprise", "uploaded_at"], name="listings_pictures_of_day")
        ]

    def __str__(self) -> str:
        return self.name


class Recall(models.Model):
    """Goods called back: which, from which days' orders, why. Never deleted."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="recalls")
    variant = models.ForeignKey(
        ProductVariant, null=True, on_delete=models.PROTECT, related_name="+"
    )
    batch = models.CharField(max_length=60, blank=True)
    ordered_from = models.DateField()
    ordered_until = models.DateField()
    reason = models.CharField(max_length=200)
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    findings = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ordered_until__gte=F("ordered_from")),
                name="listings_recall_days_in_order",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="listings_recall_means_why"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, findings="")
                | Q(~Q(findings=""), closed_at__isnull=False),
                name="listings_recall_closed_means_what_was_found",
            ),
        ]

    def __str__(self) -> str:
        return f"recall {self.pk}"


class ShippingBounds(models.Model):
    """How late goods of a class may leave after payment, in hours; "" for all other classes."""

    goods_class = models.SlugField(max_length=60, blank=True, unique=True)
    default_hours = models.PositiveSmallIntegerField()
    shortest_hours = models.PositiveSmallIntegerField()
    longest_hours = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["goods_class"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    shortest_hours__gte=1,
                    default_hours__gte=F("shortest_hours"),
                    longest_hours__gte=F("default_hours"),
                    longest_hours__lte=MOST_HOURS,
                ),
                name="listings_bounds_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"bounds of {self.goods_class or '*'}"

    @property
    def bounds(self) -> ShipBounds:
        return ShipBounds(
            default=self.default_hours, shortest=self.shortest_hours, longest=self.longest_hours
        )
