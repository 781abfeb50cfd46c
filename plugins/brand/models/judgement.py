"""What others say about a licence: experts, the public, and the yearly look."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from plugins.brand.models.choices import choices
from plugins.brand.models.licence import Licence
from plugins.brand.states import ObjectionState
from plugins.kernel.encrypted import EncryptedTextField


class ExpertReview(models.Model):
    """One expert's score, or the declaration that he must not give one."""

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="reviews")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    has_conflict = models.BooleanField()
    score = models.PositiveSmallIntegerField(null=True)
    opinion = models.CharField(max_length=400)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["licence", "expert"], name="brand_review_once"),
            models.CheckConstraint(
                condition=Q(has_conflict=True, score__isnull=True)
                | Q(has_conflict=False, score__gte=0, score__lte=100, score__isnull=False),
                name="brand_review_conflict_means_no_score",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Objection(models.Model):
    """Somebody's objection during the public notice. The contact is personal data."""

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="objections")
    state = models.CharField(
        max_length=12, choices=choices(ObjectionState), default=ObjectionState.OPEN.value
    )
    filed_at = models.DateTimeField()
    name = models.CharField(max_length=40)
    contact: Any = EncryptedTextField(max_length=60)
    text = models.CharField(max_length=1000)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | Q(~Q(state="open"), ~Q(decision=""), decided_at__isnull=False),
                name="brand_objection_decided_means_how",
            )
        ]

    def __str__(self) -> str:
        return f"objection {self.pk}"


class AnnualReview(models.Model):
    """The yearly look at a licence: report, sales, copies of labels."""

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="annual_reviews")
    year = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    is_passed = models.BooleanField()
    findings = models.CharField(max_length=400)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"annual review {self.year}"
