"""Reports that the brand is misused, and what the office made of them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from plugins.brand.models.choices import choices
from plugins.brand.models.evidence import Document
from plugins.brand.models.licence import Licence
from plugins.brand.states import MisuseState
from plugins.kernel.encrypted import EncryptedTextField


class MisuseReport(models.Model):
    """Somebody saw the brand where it may not be. `name` and `contact` are personal data.

    `number` is random: whoever reported something learns nothing of other reports.
    """

    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(
        max_length=16, choices=choices(MisuseState), default=MisuseState.RECEIVED.value
    )
    reported_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    description = models.CharField(max_length=1000)
    certificate_number = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=40, blank=True)
    contact: Any = EncryptedTextField(max_length=60, blank=True)
    # The licence that the case is about, once the office has found one.
    licence = models.ForeignKey(
        Licence, on_delete=models.PROTECT, null=True, related_name="misuse_reports"
    )
    decided_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=200, blank=True)
    evidence = models.ManyToManyField(Document, related_name="misuse_reports")

    class Meta:
        ordering = ["-pk"]
        permissions = [("handle_misuse", "处理冒用举报、发出警告函")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["received", "investigating"], decided_at__isnull=True)
                | (
                    ~Q(state__in=["received", "investigating"])
                    & ~Q(finding="")
                    & Q(decided_at__isnull=False)
                ),
                name="brand_misuse_decided_means_how",
            )
        ]
        indexes = [models.Index(fields=["state", "reported_at"], name="brand_misuse_desk")]

    def __str__(self) -> str:
        return self.number


class WarningLetter(models.Model):
    """A letter to whoever misuses the brand; what was sent is not changed afterwards."""

    report = models.ForeignKey(MisuseReport, on_delete=models.PROTECT, related_name="letters")
    number = models.CharField(max_length=30, unique=True)
    addressee = models.CharField(max_length=80)
    text = models.TextField()
    answer_by = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number
