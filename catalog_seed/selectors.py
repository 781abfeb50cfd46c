"""Questions about the catalogue in the shop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saleor.product.models import Collection, Product

from catalog_seed.tables.rows import Target


@dataclass(frozen=True, kw_only=True)
class TargetCount:
    """A number the plan sets, and how far the shop is."""

    name: str
    target: int
    reached: int
    source: str

    @property
    def missing(self) -> int:
        return max(self.target - self.reached, 0)


def target_counts(*, targets: Sequence[Target]) -> list[TargetCount]:
    """Count what is published in the shop towards each target."""
    products = Product.objects.published()
    metrics = {
        "products": lambda: products.filter(metadata__has_key="enterprise").count(),
        "plan_named": lambda: products.filter(metadata__plan_named="yes").count(),
        "certified": lambda: (
            products.filter(
                attributes__assignment__attribute__slug="certification",
                attributes__values__isnull=False,
            )
            .distinct()
            .count()
        ),
        "regional_brands": lambda: (
            Collection.objects.published().filter(metadata__kind="regional").count()
        ),
    }
    return [
        TargetCount(
            name=row.name, target=row.target, reached=metrics[row.metric](), source=row.source
        )
        for row in targets
    ]
