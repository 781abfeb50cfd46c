"""Certificates, and the one truth about which goods carry the brand when."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from saleor.product.models import Product

from plugins.brand.models.licence import Licence


class Certificate(models.Model):
    """The paper of one term of a licence, and what stands on it.

    Written once: the database refuses changes, so that old codes keep answering
    what the paper says. `ends_at` is the midnight after its last day.
    """

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=20, unique=True)
    code = models.CharField(max_length=20, unique=True)
    issued_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    limited_by = models.CharField(max_length=20)
    holder = models.CharField(max_length=80)
    credit_code = models.CharField(max_length=18, blank=True)
    town = models.CharField(max_length=40)
    brand_name = models.CharField(max_length=40)
    goods = models.JSONField()
    marks = models.JSONField()
    labels = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="brand_certificate_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.number


class LicensedGoods(models.Model):
    """From when to when a product may carry the brand, be listed, found and bought.

    Written by licence services only. Nothing has to happen for a right to lapse:
    the range ends. The database refuses two ranges of one product that overlap,
    and a range outside its certificate's term.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="licensed")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="covers")
    during = DateTimeRangeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "licensed goods"
        constraints = [
            ExclusionConstraint(
                name="brand_licensed_goods_no_overlap",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(
                    during__isempty=False, during__lower_inf=False, during__upper_inf=False
                ),
                name="brand_licensed_goods_from_to",
            ),
        ]

    def __str__(self) -> str:
        return f"product {self.product_id} during {self.during}"
