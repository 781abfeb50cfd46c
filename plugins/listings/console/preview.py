"""A submission as the buyer will see it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from plugins.brand.public import Enterprise
from plugins.listings.rules.content import Content
from plugins.listings.rules.promise import promise_of, promise_text
from plugins.listings.selectors.promises import bounds_for
from plugins.listings.selectors.vocabulary import product_attributes
from plugins.listings.services.goods_write import label_lines


def preview_of(content: Content, enterprise: Enterprise) -> dict[str, Any]:
    prices = [each.price for each in content.variants if each.price]
    return {
        "name": content.name,
        "price": min(prices, key=float, default=""),
        "is_from": len(set(prices)) > 1,
        "maker": enterprise.brand_name,
        "variants": content.variants,
        "facts": attribute_texts(content),
        "paragraphs": [line for line in content.description.splitlines() if line.strip()],
        "promise": promise_text(
            promise_of(
                content.shipping,
                bounds=bounds_for(content.goods_class),
                today=timezone.localdate(),
            )
        ),
        "label": label_lines(content),
    }


def attribute_texts(content: Content) -> list[tuple[str, str]]:
    """Return the chosen attributes in words."""
    texts = []
    for each in product_attributes(content.category):
        names = dict(each.values)
        chosen = [names.get(value, value) for value in content.attributes.get(each.slug, ())]
        if chosen:
            texts.append((each.name, "、".join(chosen)))
    return texts
