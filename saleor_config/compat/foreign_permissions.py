"""Permissions that the engine's schema does not name.

Symptom: asking for somebody's permissions fails with "… is not a valid
PermissionEnum" as soon as a group has a permission of another app, such as the
console's `mall_orders.view_placedorder`.
Cause: `saleor/graphql/utils/__init__.py`, `format_permissions_for_display`,
looks each permission up among the engine's own.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.db.models import Value
from django.db.models.functions import Concat

from .targets import mends, replace


@mends("saleor.graphql.utils")
def mend(module: ModuleType) -> None:
    known = [member.value for member in module.PermissionEnum._meta.enum]

    def only_known(permissions: Any) -> Any:
        coded = permissions.annotate(
            engine_code=Concat("content_type__app_label", Value("."), "codename")
        )
        return original(coded.filter(engine_code__in=known))

    original = replace(module, "format_permissions_for_display", only_known)
