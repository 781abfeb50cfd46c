"""Who may manage customers may not manage staff by the same mutations.

`customerUpdate` and its likes find any user by id: a holder of MANAGE_USERS changed
the superuser's address, reset the password, and was superuser. Staff are touched
only by who may manage staff and has at least their rights; apps never touch them.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.core.exceptions import ValidationError

from saleor_config.compat.targets import mends, override, replace

MANAGE_STAFF = "account.manage_staff"


def may_touch(caller: Any, target: Any) -> bool:
    """Whether `caller` may change `target`, as far as `target` is staff."""
    from saleor.graphql.account.utils import get_out_of_scope_users

    if not (target.is_staff or target.is_superuser):
        return True
    if caller.is_superuser:
        return True
    return (
        not target.is_superuser
        and caller.has_perm(MANAGE_STAFF)
        and not get_out_of_scope_users(caller, [target])
    )


def refuse_powerful(info: Any, target: Any, field: str = "id") -> None:
    """Raise ValidationError when the target is beyond the caller."""
    if not may_touch(info.context.user, target):
        refusal = ValidationError(
            "您不能修改工作人员的账号。 You may not change accounts of staff.",
            code="out_of_scope_user",
        )
        raise ValidationError({field: refusal})


def _guard_instance(mutation: Any) -> None:
    """Look at the user a mutation has found before it does anything."""

    def get_instance(cls: Any, info: Any, **data: Any) -> Any:
        instance = super(mutation, cls).get_instance(info, **data)
        refuse_powerful(info, instance)
        return instance

    override(mutation, "get_instance", classmethod(get_instance))


def _guard_node(mutation: Any, user_type: Any) -> None:
    """The same for mutations that ask for a user beside something else."""

    def get_node_or_error(cls: Any, info: Any, node_id: Any, field: Any = "id", **rest: Any) -> Any:
        node = super(mutation, cls).get_node_or_error(info, node_id, field=field, **rest)
        if node is not None and rest.get("only_type") is user_type:
            refuse_powerful(info, node, field)
        return node

    override(mutation, "get_node_or_error", classmethod(get_node_or_error))


@mends("saleor.graphql.account.mutations.staff")
def mend_staff(module: ModuleType) -> None:
    for name in ("CustomerUpdate", "UserUpdatePrivateMeta", "UserClearPrivateMeta"):
        _guard_instance(getattr(module, name))
    for name in ("AddressCreate", "AddressSetDefault"):
        _guard_node(getattr(module, name), module.User)


@mends("saleor.graphql.account.mutations.base")
def mend_base(module: ModuleType) -> None:
    for name in ("UserUpdateMeta", "UserClearMeta"):
        _guard_instance(getattr(module, name))
    original = module.can_edit_address

    def can_edit_address(user: Any, address: Any) -> bool:
        """Addresses of staff are their own, and of who may manage them."""
        if not original(user, address):
            return False
        owners = address.user_addresses.exclude(pk=user.pk)
        return all(may_touch(user, owner) for owner in owners)

    replace(module, "can_edit_address", can_edit_address)


@mends("saleor.graphql.account.bulk_mutations")
def mend_bulk(module: ModuleType) -> None:
    original = module.UserBulkSetActive.clean_instance.__func__

    def clean_instance(cls: Any, info: Any, instance: Any) -> None:
        original(cls, info, instance)
        refuse_powerful(info, instance, "is_active")

    replace(module.UserBulkSetActive, "clean_instance", classmethod(clean_instance))


@mends("saleor.graphql.meta.mutations")
def mend_metadata(module: ModuleType) -> None:
    """`updateMetadata` and its likes take any object's id, a user's among them."""
    from saleor.account.models import User

    original = module.BaseMetadataMutation.get_instance.__func__

    def get_instance(cls: Any, info: Any, **data: Any) -> Any:
        instance = original(cls, info, **data)
        if isinstance(instance, User) and instance.pk != info.context.user.pk:
            refuse_powerful(info, instance)
        return instance

    replace(module.BaseMetadataMutation, "get_instance", classmethod(get_instance))
