"""Data without bounds, and what belongs to somebody else."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import graphene

from plugins.kernel.errors import InvalidInput
from saleor_config.compat.targets import TargetMoved, mends, override, replace

MOST_ADDRESSES = 20
MOST_ENTRIES = 20
LONGEST_KEY = 64
LONGEST_VALUE = 2_000


class AddressesFull(InvalidInput):
    code = "ADDRESSES_FULL"
    zh = "地址簿已满({most} 个)。"
    en = "The address book is full ({most} addresses)."
    remedy_zh = "请先删除不用的地址。"
    remedy_en = "Delete one that you no longer need."


class MetadataTooLarge(InvalidInput):
    code = "METADATA_TOO_LARGE"
    zh = "附加数据过大。"
    en = "The metadata is too large."
    remedy_zh = "最多 {entries} 项,键 {key} 字,值 {value} 字。"
    remedy_en = "{entries} entries at most, keys of {key} and values of {value} characters."


@mends("saleor.graphql.meta.permissions")
def close_metadata(module: ModuleType) -> None:
    """Whoever may not read an order or a checkout may not write to it either."""
    for kind, permissions in {
        "Order": module.order_permissions,
        "Checkout": module.checkout_permissions,
    }.items():
        if module.PUBLIC_META_PERMISSION_MAP.get(kind) is not module.no_permissions:
            raise TargetMoved(module, f"PUBLIC_META_PERMISSION_MAP[{kind}]")
        module.PUBLIC_META_PERMISSION_MAP[kind] = permissions


@mends("saleor.graphql.meta.mutations")
def know_what_has_metadata(module: ModuleType) -> None:
    """An id of anything else is of nothing; Saleor fell over it."""
    original = module.BaseMetadataMutation.get_permissions.__func__

    def get_permissions(cls: Any, info: Any, **data: Any) -> Any:
        name, _ = graphene.Node.from_global_id(data["id"])
        if name not in cls._meta.permission_map:
            told = "该编号没有元数据。 This id has no metadata."
            code = module.MetadataErrorCode.NOT_FOUND.value
            raise module.ValidationError({"id": module.ValidationError(told, code=code)})
        return original(cls, info, **data)

    replace(module.BaseMetadataMutation, "get_permissions", classmethod(get_permissions))


@mends("saleor.graphql.meta.mutations")
def cap_metadata(module: ModuleType) -> None:
    for mutation in (module.UpdateMetadata, module.UpdatePrivateMetadata):
        _cap(mutation)


def _cap(mutation: Any) -> None:
    inner = mutation.perform_mutation.__func__

    def perform_mutation(cls: Any, root: Any, info: Any, **data: Any) -> Any:
        entries = data.get("input") or ()
        if len(entries) > MOST_ENTRIES or any(
            len(each.key) > LONGEST_KEY or len(each.value) > LONGEST_VALUE for each in entries
        ):
            raise MetadataTooLarge(
                field="input", entries=MOST_ENTRIES, key=LONGEST_KEY, value=LONGEST_VALUE
            )
        return inner(cls, root, info, **data)

    replace(mutation, "perform_mutation", classmethod(perform_mutation))


@mends("saleor.graphql.account.mutations.account")
def cap_addresses(module: ModuleType) -> None:
    inner = module.AccountAddressCreate.perform_mutation.__func__

    def perform_mutation(cls: Any, root: Any, info: Any, **data: Any) -> Any:
        if info.context.user.addresses.count() >= MOST_ADDRESSES:
            raise AddressesFull(most=MOST_ADDRESSES)
        return inner(cls, root, info, **data)

    replace(module.AccountAddressCreate, "perform_mutation", classmethod(perform_mutation))


@mends("saleor.graphql.account.mutations.account")
def know_own_addresses_alone(module: ModuleType) -> None:
    """Another buyer's address was "not yours", and so told from one that does not exist."""
    for mutation in (
        module.AccountAddressUpdate,
        module.AccountAddressDelete,
        module.AccountSetDefaultAddress,
    ):
        _look_among_own(module, mutation)


def _look_among_own(module: ModuleType, mutation: Any) -> None:
    def get_node_or_error(
        cls: Any, info: Any, node_id: Any, field: Any = "id", only_type: Any = None, qs: Any = None
    ) -> Any:
        own = info.context.user.addresses.all()
        found = super(mutation, cls).get_node_or_error(info, node_id, field, only_type, own)
        if found is None:  # no id at all: Saleor went on without an address
            refusal = module.ValidationError("没有这个地址。 No such address.", code="not_found")
            raise module.ValidationError({"id": refusal})
        return found

    override(mutation, "get_node_or_error", classmethod(get_node_or_error))


@mends("saleor.graphql.account.types")
def close_orders_of_others(module: ModuleType) -> None:
    """A buyer's orders are hers and of those who manage orders (CVE-2022-0932)."""

    def resolve_orders(root: Any, info: Any, **_: Any) -> Any:
        viewer = info.context.user
        caller = getattr(info.context, "app", None) or viewer
        if caller.has_perm(module.OrderPermissions.MANAGE_ORDERS):
            return root.orders.all()
        return root.orders.confirmed() if root == viewer else root.orders.none()

    replace(module.User, "resolve_orders", staticmethod(resolve_orders))


@mends("saleor.graphql.product.filters")
def close_stock_filter(module: ModuleType) -> None:
    """Whoever may filter by stock can find out how much there is by asking often enough."""
    asked = module.ProductFilterInput
    for names in (asked._meta.fields, asked.filterset_class.base_filters):
        if names.pop("stocks", None) is None:
            raise TargetMoved(asked, "stocks")
