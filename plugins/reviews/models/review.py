"""A review of bought goods, what its buyer adds later, and what the enterprise says."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from saleor.order.models import OrderLine

from plugins.reviews.models.post import Post
from plugins.reviews.rules.kinds import Concern
from plugins.reviews.rules.windows import DISSATISFIED


class Review(models.Model):
    """Stars for one line of the buyer's own order: the database takes one each."""

    post = models.OneToOneField(
        Post, primary_key=True, on_delete=models.PROTECT, related_name="review"
    )
    order_line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="review")
    stars = models.PositiveSmallIntegerField()
    concerns = ArrayField(
        models.CharField(max_length=12, choices=[(each.value, each.name) for each in Concern]),
        default=list,
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__gte=1, stars__lte=5), name="reviews_stars_one_to_five"
            ),
            models.CheckConstraint(
                condition=Q(stars__lte=DISSATISFIED) | Q(concerns__len=0),
                name="reviews_concerns_of_the_dissatisfied",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"


class FollowUp(models.Model):
    """What a buyer adds to her review later, once."""

    post = models.OneToOneField(
        Post, primary_key=True, on_delete=models.PROTECT, related_name="follow_up"
    )
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="follow_up")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"


class Reply(models.Model):
    """The enterprise's word on a review: one, edited once at most."""

    post = models.OneToOneField(
        Post, primary_key=True, on_delete=models.PROTECT, related_name="reply"
    )
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="reply")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"reply {self.pk}"
