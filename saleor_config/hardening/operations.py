"""Which of the engine's operations exist in this shop.

57 of Saleor's mutations declare no permission. Each of them stands in one of the
tables below; one that does not stops the start, and so does a name that Saleor no
longer has. What is dropped is on neither door.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from saleor.core.permissions import ProductPermissions

from saleor_config.compat.targets import TargetMoved

#: Called through registered documents by logged-in buyers, on objects of their own:
#: Saleor looks an address up among the caller's, `ownership` does so for checkouts.
BUYERS = frozenset({
    "account_address_create",
    "account_address_delete",
    "account_address_update",
    "account_set_default_address",
    "account_update",
    "checkout_create",
    "checkout_line_delete",
    "checkout_lines_add",
    "checkout_lines_update",
    "checkout_shipping_address_update",
    "checkout_shipping_method_update",
})  # fmt: skip

#: Declared here in Saleor's stead.
PERMISSIONS: Mapping[str, tuple[Any, ...]] = {
    "attribute_assign": (ProductPermissions.MANAGE_PRODUCTS,),
    "attribute_unassign": (ProductPermissions.MANAGE_PRODUCTS,),
}

#: Decided by the kind of object, see `metadata`.
BY_OBJECT = frozenset({
    "delete_metadata",
    "delete_private_metadata",
    "update_metadata",
    "update_private_metadata",
})  # fmt: skip

#: Proving an identity: `plugins.accounts` does, under these names or others.
IDENTITY = frozenset({
    "account_delete",
    "account_register",
    "account_request_deletion",
    "confirm_account",
    "confirm_email_change",
    "password_change",
    "request_email_change",
    "request_password_reset",
    "set_password",
    "token_create",
    "token_refresh",
    "token_verify",
})  # fmt: skip

DROPPED: Mapping[str, str] = {
    # Orders are placed and paid through ours, once, for the whole amount.
    "checkout_complete": "places and charges twice when called twice",
    "checkout_payment_create": "lets the client choose the gateway, and sums several payments",
    "payment_secure_confirm": "pays any order again, for anybody",
    "checkout_customer_attach": "attaches a stranger's checkout",
    "checkout_customer_detach": "makes a checkout anybody's",
    "checkout_add_promo_code": "a voucher for whoever knows its code, claimed by another or not",
    "checkout_remove_promo_code": "coupons are chosen and left through ours",
    "voucher_create": "a discount without bearer, number or buyers: campaigns are made in the console",
    "voucher_update": "changes what an enterprise agreed to and buyers have claimed",
    "voucher_delete": "orders and campaigns point to it",
    "voucher_bulk_delete": "orders and campaigns point to it",
    "voucher_catalogues_add": "what a campaign is for is written in the console",
    "voucher_catalogues_remove": "what a campaign is for is written in the console",
    "checkout_email_update": "the account's e-mail is taken",
    "checkout_billing_address_update": "who wants a tax invoice asks for a fapiao",
    "order_update_meta": "writes to any order, for anybody",
    "account_update_meta": "unbounded data of anybody's",
    # What this shop does not have.
    "user_avatar_delete": "no avatars",
    "user_avatar_update": "no avatars",
    "digital_content_create": "no digital goods",
    "digital_content_delete": "no digital goods",
    "digital_content_update": "no digital goods",
    "digital_content_url_create": "no digital goods",
    "attribute_translate": "one language",
    "attribute_value_translate": "one language",
    "category_translate": "one language",
    "collection_translate": "one language",
    "menu_item_translate": "one language",
    "page_translate": "one language",
    "product_translate": "one language",
    "product_variant_translate": "one language",
    "sale_translate": "one language",
    "shipping_price_translate": "one language",
    "voucher_translate": "one language",
}

DROPPED_QUERIES: Mapping[str, str] = {
    "checkout": "any checkout, for whoever has its token",
    "checkout_line": "any line by a number that can be counted up",
    "order_by_token": "everything about the buyer, for whoever has the token",
}


class OperationUndeclared(RuntimeError):
    """A mutation of the engine that nobody has decided about; the process must not start."""

    def __init__(self, name: str):
        super().__init__(
            f"引擎的变更 {name} 未声明权限,请在 hardening/operations.py 中决定去留。"
            f" The engine's mutation {name} declares no permission: decide about it in"
            " saleor_config/hardening/operations.py."
        )


def admit_mutations(fields: dict[str, Any], *, replaced: Iterable[str] = ()) -> None:
    """Take what is dropped out of `fields` and give permissions to what lacks them.

    Args:
        fields: the mutations of the schema by name, changed in place.
        replaced: names that capabilities of ours answer under.

    Raises:
        OperationUndeclared: a mutation with neither a permission nor an entry here.
        TargetMoved: an entry that the engine does not have.
    """
    for name in (IDENTITY | DROPPED.keys()) - set(replaced):
        if fields.pop(name, None) is None:
            raise TargetMoved(Mutations, name)
    for name, permissions in PERMISSIONS.items():
        if name not in fields:
            raise TargetMoved(Mutations, name)
        vars(mutation_of(fields[name])._meta)["permissions"] = permissions  # its options are frozen
    for name in (BUYERS | BY_OBJECT) - fields.keys():
        raise TargetMoved(Mutations, name)
    for name, field in fields.items():
        meta = mutation_of(field)._meta
        declared = getattr(meta, "audience", None) or getattr(meta, "permissions", None)
        if not declared and name not in BUYERS | BY_OBJECT:
            raise OperationUndeclared(name)


def drop_queries(fields: dict[str, Any]) -> None:
    """Take what is dropped out of the queries.

    Raises:
        TargetMoved: an entry that the engine does not have.
    """
    for name in DROPPED_QUERIES:
        if fields.pop(name, None) is None:
            raise TargetMoved(Queries, name)


def mutation_of(field: Any) -> Any:
    """Return the class behind a mutation field."""
    return field.resolver.__self__


class Mutations:
    """Names the engine's mutations in messages."""


class Queries:
    """Names the engine's queries in messages."""
