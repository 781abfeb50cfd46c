"""How scores are made, from a day on."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from plugins.credit.rules.score import Formula


class FormulaVersion(models.Model):
    """A version of the formula; it holds for periods that begin on `since` or later.

    Rows are never changed, the database refuses it: a new one follows. `weights`
    maps the slug of a source of facts to its weight, written as a decimal number.
    """

    since = models.DateField(unique=True)
    period_months = models.PositiveSmallIntegerField()
    window_months = models.PositiveSmallIntegerField()
    weights = models.JSONField()
    prior_rate = models.DecimalField(max_digits=3, decimal_places=2)
    prior_strength = models.DecimalField(max_digits=5, decimal_places=1)
    deduction = models.DecimalField(max_digits=3, decimal_places=2)
    minimum_facts = models.PositiveSmallIntegerField()
    appeal_working_days = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-since"]
        permissions = [("define_formula", "制定信用评分办法")]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_months__in=(1, 2, 3, 4, 6, 12)),
                name="credit_period_fits_the_year",
            ),
            models.CheckConstraint(
                condition=Q(window_months__gte=models.F("period_months"), window_months__lte=36),
                name="credit_window_covers_period",
            ),
            models.CheckConstraint(
                condition=Q(
                    prior_rate__gte=0,
                    prior_rate__lte=1,
                    prior_strength__gte=0,
                    deduction__gte=0,
                    deduction__lte=1,
                    appeal_working_days__gte=1,
                ),
                name="credit_formula_sensible",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="credit_formula_says_why"),
        ]

    def __str__(self) -> str:
        return f"formula since {self.since}"

    @property
    def formula(self) -> Formula:
        return Formula(
            weights={slug: Decimal(weight) for slug, weight in self.weights.items()},
            prior_rate=self.prior_rate,
            prior_strength=self.prior_strength,
            deduction=self.deduction,
            minimum_facts=self.minimum_facts,
        )
