"""Write the search terms of products."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from saleor.product.models import Product

from plugins.search.facts import facts_of
from plugins.search.models import SearchTerm
from plugins.search.rules.terms import terms_of


@transaction.atomic
def products_index(*, product_ids: Collection[int]) -> int:
    """Make the terms of these products what they should be; return how many they are.

    Only differences are written, so doing it again changes nothing. The products
    are locked, in order, so that two writers never interleave.
    """
    products = list(
        Product.objects.filter(pk__in=product_ids)
        .select_for_update(no_key=True)
        .only("pk", "name", "slug", "category_id")
        .order_by("pk")
    )
    wanted = [
        SearchTerm(
            product_id=product_id,
            term=term.term,
            kind=term.kind,
            weight=term.weight,
            label=term.label,
        )
        for product_id, facts in facts_of(products).items()
        for term in terms_of(facts)
    ]
    known = {_key(row): row for row in SearchTerm.objects.filter(product__in=products)}
    obsolete = known.keys() - {_key(row) for row in wanted}
    SearchTerm.objects.filter(pk__in=[known[key].pk for key in obsolete]).delete()
    SearchTerm.objects.bulk_create(
        [row for row in wanted if not _is_same(row, known.get(_key(row)))],
        update_conflicts=True,
        unique_fields=["product", "term"],
        update_fields=["kind", "weight", "label"],
    )
    return len(wanted)


def _key(row: SearchTerm) -> tuple[int, str]:
    return row.product_id, row.term


def _is_same(row: SearchTerm, known: SearchTerm | None) -> bool:
    return known is not None and all(
        getattr(row, field) == getattr(known, field) for field in ("kind", "weight", "label")
    )
