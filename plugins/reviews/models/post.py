"""Whatever people write about goods, and whether everybody sees it."""

from __future__ import annotations

from enum import Enum

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from saleor.product.models import Product

from plugins.brand.public import Enterprise
from plugins.reviews.rules.kinds import HideReason, PostKind, Side
from plugins.reviews.rules.texts import NOTE_LONGEST, OBJECTION_LONGEST, REVIEW_LONGEST
from plugins.reviews.states import OUT_OF_SIGHT_VALUES, PostState


def _choices(enum: type[Enum]) -> list[tuple[str, str]]:
    return [(member.value, member.name) for member in enum]


class Post(models.Model):
    """A text with its writer and its moderation; what it is about stands beside it.

    Never deleted, never changed but for one edit of a reply: the database sees to it
    (migration 0002). `byline` is all that anybody learns of a buyer.
    """

    kind = models.CharField(max_length=12, choices=_choices(PostKind))
    side = models.CharField(max_length=12, choices=_choices(Side))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts"
    )
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="posts")
    # Whose goods it is about.
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="posts")
    byline = models.CharField(max_length=40)
    text = models.CharField(max_length=REVIEW_LONGEST)
    earlier_text = models.CharField(max_length=REVIEW_LONGEST, blank=True)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    state = models.CharField(max_length=10, choices=_choices(PostState))
    # Since when it is in that state: what waits is measured by it.
    state_since = models.DateTimeField()
    # What a machine found in it, for whoever looks.
    findings = models.JSONField(default=list)
    hidden_reason = models.CharField(max_length=12, choices=_choices(HideReason), blank=True)
    hidden_note = models.CharField(max_length=NOTE_LONGEST, blank=True)
    hidden_by = models.CharField(max_length=80, blank=True)
    objection = models.CharField(max_length=OBJECTION_LONGEST, blank=True)
    objected_at = models.DateTimeField(null=True)
    # What the author was told about the objection.
    decision_note = models.CharField(max_length=NOTE_LONGEST, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reviews_post_has_text"),
            models.CheckConstraint(
                condition=(
                    Q(state__in=OUT_OF_SIGHT_VALUES)
                    & ~Q(hidden_reason="")
                    & ~Q(hidden_note="")
                    & ~Q(hidden_by="")
                )
                | (~Q(state__in=OUT_OF_SIGHT_VALUES) & Q(hidden_reason="")),
                name="reviews_hidden_means_why_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(objection="", objected_at__isnull=True)
                | (~Q(objection="") & Q(objected_at__isnull=False)),
                name="reviews_objection_means_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["objected", "upheld"]) | ~Q(objection=""),
                name="reviews_objected_means_what",
            ),
            models.CheckConstraint(
                condition=~Q(state="upheld") | (~Q(decided_by="") & ~Q(decided_by=F("hidden_by"))),
                name="reviews_nobody_upholds_their_own",
            ),
            models.CheckConstraint(
                condition=Q(edited_at__isnull=True, earlier_text="")
                | (Q(kind="reply", edited_at__isnull=False) & ~Q(earlier_text="")),
                name="reviews_only_replies_are_edited",
            ),
            models.CheckConstraint(
                condition=Q(kind="answer")
                | Q(kind="reply", side="enterprise")
                | (~Q(kind__in=["answer", "reply"]) & Q(side="buyer")),
                name="reviews_side_fits_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["product", "kind", "state", "-id"], name="reviews_of_product"),
            models.Index(fields=["enterprise", "kind", "state", "-id"], name="reviews_of_maker"),
            models.Index(fields=["author", "kind", "-id"], name="reviews_of_author"),
            models.Index(
                fields=["state_since"],
                condition=Q(state__in=["waiting", "objected"]),
                name="reviews_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.state == PostState.SHOWN.value


class PostPicture(models.Model):
    """A picture that a buyer sent; everybody sees it while its post is shown."""

    name = models.CharField(max_length=32, unique=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="post_pictures"
    )
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="pictures")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["author", "uploaded_at"], name="reviews_pictures_of_day")]

    def __str__(self) -> str:
        return self.name
