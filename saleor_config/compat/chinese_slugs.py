"""Slugs of Chinese names.

Symptom: creating a product, category, collection, warehouse or attribute value
with a Chinese name and no slug answers "slug REQUIRED", or two attribute values
clash on the empty slug.
Cause: Django's `slugify`, as `saleor/core/utils/__init__.py`
(`generate_unique_slug`) and `saleor/graphql/product/mutations/attributes.py`
and `products.py` call it, drops every character that is not Latin.
"""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

from django.utils.text import slugify
from pypinyin import lazy_pinyin

from .targets import mends, replace

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


def slug_in_pinyin(value: Any, *options: Any) -> str:
    """Return Django's slug of `value` with Han characters read in pinyin.

    Text without Han characters gets exactly the slug that Django gives it.
    """
    romanised = HAN.sub(lambda run: f" {'-'.join(lazy_pinyin(run.group()))} ", str(value))
    return slugify(romanised, *options)


@mends("saleor.core.utils")
@mends("saleor.graphql.product.mutations.attributes")
@mends("saleor.graphql.product.mutations.products")
def mend(module: ModuleType) -> None:
    replace(module, "slugify", slug_in_pinyin)
