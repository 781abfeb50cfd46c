"""Stars added up. Triggers of migration 0002 count; nothing else writes here."""

from __future__ import annotations

from django.db import models
from saleor.product.models import Product

from plugins.brand.public import Enterprise
from plugins.reviews.rules.ratings import Rating


class _Counted(models.Model):
    one = models.PositiveIntegerField(default=0)
    two = models.PositiveIntegerField(default=0)
    three = models.PositiveIntegerField(default=0)
    four = models.PositiveIntegerField(default=0)
    five = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def rating(self) -> Rating:
        return Rating((self.one, self.two, self.three, self.four, self.five))


class ProductRating(_Counted):
    product = models.OneToOneField(
        Product, primary_key=True, on_delete=models.PROTECT, related_name="buyers_rating"
    )

    def __str__(self) -> str:
        return f"rating of product {self.pk}"


class EnterpriseRating(_Counted):
    enterprise = models.OneToOneField(
        Enterprise, primary_key=True, on_delete=models.PROTECT, related_name="buyers_rating"
    )

    def __str__(self) -> str:
        return f"rating of enterprise {self.pk}"
