"""An enterprise says that a fact is wrong."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from plugins.brand.public import Document, Enterprise
from plugins.credit.models.score import Fact
from plugins.credit.states import AppealState

TEXT_LEAST, TEXT_MOST = 10, 1000
MOST_PAPERS = 5


class Appeal(models.Model):
    """An appeal against one fact, and what the brand office made of it; one for each fact."""

    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="appeal")
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="credit_appeals"
    )
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in AppealState],
        default=AppealState.OPEN.value,
    )
    text = models.CharField(max_length=TEXT_MOST)
    papers = models.ManyToManyField(Document, related_name="credit_appeals")
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    filed_at = models.DateTimeField()
    # The office answers by the end of this day.
    decide_by = models.DateField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        permissions = [("decide_appeal", "处理信用申诉")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["upheld", "dismissed"])
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="")),
                name="credit_appeal_decided_means_how",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("filed_by")),
                name="credit_nobody_decides_their_own",
            ),
        ]
        indexes = [models.Index(fields=["state", "decide_by"], name="credit_appeals_desk")]

    def __str__(self) -> str:
        return f"appeal {self.pk}"
