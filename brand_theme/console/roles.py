"""Who does what: groups, built from what the capabilities grant them."""

from __future__ import annotations

from enum import Enum

from django.contrib.auth.models import Group, Permission
from django.db import transaction


class Role(Enum):
    """A role is a Django group of this name; people may have several."""

    BRAND_OFFICE = "品牌办"
    BRAND_HEAD = "品牌办负责人"
    EXPERT = "专家"
    MARKETING = "市场"
    FINANCE = "财务"
    SERVICE = "客服"
    ADMINISTRATOR = "管理员"


#: Saleor's own permissions, so that the same people may use the staff API.
ENGINE_GRANTS: dict[Role, tuple[str, ...]] = {
    Role.BRAND_OFFICE: (
        "product.manage_products",
        "page.manage_pages",
        "menu.manage_menus",
    ),
    Role.MARKETING: ("discount.manage_discounts", "page.manage_pages"),
    Role.FINANCE: ("order.manage_orders",),
    Role.SERVICE: ("order.manage_orders", "account.manage_users"),
}


class PermissionUnknown(LookupError):
    """A capability grants a permission that no model declares."""


@transaction.atomic
def roles_apply(*, grants: dict[Role, set[str]]) -> dict[Role, int]:
    """Make the groups have exactly what is granted; return how many each has.

    Safe to repeat. The administrators get every permission there is.

    Raises:
        PermissionUnknown: nothing was changed.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    counts = {}
    for role in Role:
        wanted = set(known) if role is Role.ADMINISTRATOR else grants.get(role, set())
        unknown = wanted - set(known)
        if unknown:
            raise PermissionUnknown(f"{role.name}: {', '.join(sorted(unknown))}")
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set([known[name] for name in wanted])
        counts[role] = len(wanted)
    return counts
