"""Enterprises that buyers follow and products they keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from saleor.product.models import Product

from plugins.brand.public import Enterprise


class Follow(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "enterprise"], name="reviews_followed_once"),
        ]

    def __str__(self) -> str:
        return f"follow {self.pk}"


class Favourite(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourites"
    )
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="favourites")
    since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "product"], name="reviews_favourite_once"),
        ]

    def __str__(self) -> str:
        return f"favourite {self.pk}"
