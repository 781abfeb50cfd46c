"""Permission groups without permissions or without members.

Symptom: deleting or changing a permission group fails with "'NoneType' object
is not iterable".
Cause: `saleor/graphql/account/utils.py`, `get_group_to_permissions_and_users_mapping`
and `get_groups_which_user_can_manage`, make sets of `ArrayAgg`, which answered
an empty list for no rows up to Django 4 and answers `None` since 5.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg

from .targets import mends, replace


class ListAgg(ArrayAgg):
    """`ArrayAgg` that answers an empty list where there is nothing to collect."""

    def convert_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return [] if value is None else value


@mends("saleor.graphql.account.utils")
def mend(module: ModuleType) -> None:
    replace(module, "ArrayAgg", ListAgg)
