"""Published scores with the facts behind them. The database refuses every change."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from plugins.brand.public import Enterprise
from plugins.credit.models.formula import FormulaVersion
from plugins.credit.rules.periods import Span
from plugins.credit.rules.score import Count


class Fact(models.Model):
    """Something that speaks against an enterprise, as its source told it first.

    `object_type` and `object_id` name it for staff as the audit trail does, `page` and
    `page_arg` where the enterprise sees it.
    """

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="credit_facts"
    )
    source = models.SlugField(max_length=40)
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80, blank=True)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    page = models.CharField(max_length=40, blank=True)
    page_arg = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "source", "key"], name="credit_fact_known_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key} of {self.enterprise_id}"


class CreditScore(models.Model):
    """The score of an enterprise for a period, as it was published.

    The highest `revision` counts. A correction is a new row that says why; `value` and
    `stars` are empty while there are too few facts. `appeal_until` is the last day on
    which facts that are new in this score can be appealed against.
    """

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="credit_scores"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1)
    formula = models.ForeignKey(FormulaVersion, on_delete=models.PROTECT, related_name="scores")
    value = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    stars = models.DecimalField(max_digits=2, decimal_places=1, null=True)
    facts_count = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    appeal_until = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)
    facts = models.ManyToManyField(Fact, through="ScoreFact", related_name="scores")

    class Meta:
        ordering = ["-starts_on", "enterprise_id", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "starts_on", "revision"], name="credit_score_revision_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="credit_score_has_days"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True, stars__isnull=True)
                | Q(value__gte=0, value__lte=100, stars__gte=0, stars__lte=5),
                name="credit_score_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(revision=1, reason="") | (Q(revision__gt=1) & ~Q(reason="")),
                name="credit_correction_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "-starts_on", "-revision"], name="credit_newest")
        ]

    def __str__(self) -> str:
        return f"score {self.starts_on:%Y-%m} of {self.enterprise_id}"

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_on)


class ScorePart(models.Model):
    """What one source of facts brought to a score."""

    score = models.ForeignKey(CreditScore, on_delete=models.PROTECT, related_name="parts")
    source = models.SlugField(max_length=40)
    weight = models.DecimalField(max_digits=5, decimal_places=1)
    total = models.PositiveIntegerField()
    bad = models.PositiveIntegerField()
    excluded = models.PositiveIntegerField(default=0)
    rate = models.DecimalField(max_digits=5, decimal_places=4)
    points = models.DecimalField(max_digits=4, decimal_places=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["score", "source"], name="credit_part_once"),
            models.CheckConstraint(
                condition=Q(rate__gte=0, rate__lte=1, points__gte=0, points__lte=100),
                name="credit_part_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} of {self.score_id}"

    @property
    def count(self) -> Count:
        return Count(total=self.total, bad=self.bad, excluded=self.excluded)


class ScoreFact(models.Model):
    """That a fact counted for a score."""

    score = models.ForeignKey(CreditScore, on_delete=models.PROTECT, related_name="score_facts")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="score_facts")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["score", "fact"], name="credit_fact_once_per_score"),
        ]

    def __str__(self) -> str:
        return f"fact {self.fact_id} in {self.score_id}"
