from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from saleor.product.models import Product

from plugins.search.rules.terms import MAX_TERM


class SearchTerm(models.Model):
    """A word that a product is found by. Rows can be thrown away and rebuilt at any time.

    `term` is normalised; `label` is what a suggestion shows for it; `weight` is a
    share of 1, and 0 says that the term means something else than the product.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="search_terms")
    term = models.CharField(max_length=MAX_TERM)
    kind = models.CharField(max_length=40)
    weight = models.FloatField()
    label = models.CharField(max_length=MAX_TERM)

    class Meta:
        ordering = ["product_id", "term"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "term"], name="search_term_once_per_product"
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=1), name="search_term_weight_is_a_share"
            ),
            models.CheckConstraint(condition=~Q(term=""), name="search_term_not_empty"),
        ]
        indexes = [
            models.Index(fields=["term"], name="search_term_exact"),
            GinIndex(fields=["term"], opclasses=["gin_trgm_ops"], name="search_term_trigrams"),
        ]

    def __str__(self) -> str:
        return f"{self.term} → {self.product_id}"
