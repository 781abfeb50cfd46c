"""Creating an attribute together with its values.

Symptom: `attributeCreate` with values fails with "'Attribute' instance needs to
have a primary key value before this relationship can be used".
Cause: `saleor/graphql/product/mutations/attributes.py`,
`AttributeMixin.check_values_are_unique`, reads the values of an attribute that
is not saved yet. Up to Django 4.0 that was an empty list.
"""

from __future__ import annotations

from types import ModuleType, SimpleNamespace
from typing import Any

from .targets import mends, replace


@mends("saleor.graphql.product.mutations.attributes")
def mend(module: ModuleType) -> None:
    mixin = module.AttributeMixin
    original = vars(mixin)["check_values_are_unique"].__func__

    def check_values_are_unique(cls: Any, values_input: Any, attribute: Any) -> None:
        if attribute.pk is None:
            attribute = SimpleNamespace(values=module.models.AttributeValue.objects.none())
        original(cls, values_input, attribute)

    replace(mixin, "check_values_are_unique", classmethod(check_values_are_unique))
