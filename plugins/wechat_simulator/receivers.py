"""Whom a merchant may share money with."""

from collections.abc import Mapping
from typing import Any

from .crypto import opened
from .refusals import PayError, bad
from .world import World

MERCHANT, PERSON = "MERCHANT_ID", "PERSONAL_OPENID"
RELATIONS = frozenset(
    [
        "SERVICE_PROVIDER",
        "STORE",
        "STAFF",
        "STORE_OWNER",
        "PARTNER",
        "HEADQUARTER",
        "BRAND",
        "DISTRIBUTOR",
        "USER",
        "SUPPLIER",
        "CUSTOM",
    ]
)
LONGEST_CUSTOM_RELATION = 10


def text_of(given: Mapping[str, Any], name: str, *, longest: int, shortest: int = 1) -> str:
    """Return a text of the request.

    Raises:
        PayError: no text, or too long.
    """
    value = given.get(name, "" if shortest == 0 else None)
    if not isinstance(value, str) or not shortest <= len(value) <= longest:
        raise bad(name)
    return value


def name_of(world: World, given: Mapping[str, Any], *, serial: str) -> str:
    """Return the receiver's name, which arrives encrypted with the key `serial` names.

    Raises:
        PayError: another key, or not to be opened.
    """
    ciphertext = given.get("name")
    if ciphertext is None:
        return ""
    if serial not in world.identity.signing_keys:
        raise bad("Wechatpay-Serial（敏感信息须说明所用公钥）")
    name = opened(world.identity.signing_keys[serial], str(ciphertext))
    if not name:
        raise bad("name（须用微信支付公钥加密）")
    return name


def account_of(world: World, given: object) -> tuple[str, str]:
    """Return type and account of a receiver.

    Raises:
        PayError: unusable, or the merchant itself.
    """
    if not isinstance(given, dict) or given.get("type") not in (MERCHANT, PERSON):
        raise bad("receivers.type")
    account = text_of(given, "account", longest=64)
    if account == world.identity.mchid:
        raise PayError(400, "INVALID_REQUEST", "分账接收方不能是分账方自己")
    return given["type"], account


def add(world: World, given: Mapping[str, Any], *, serial: str) -> dict[str, Any]:
    """Enter a receiver; again is the same.

    Raises:
        PayError: an unusable value.
    """
    _check_app(world, given)
    kind, account = account_of(world, given)
    name = name_of(world, given, serial=serial)
    if kind == MERCHANT and not name:
        raise bad("name（商户必填）")
    relation = given.get("relation_type")
    if relation not in RELATIONS:
        raise bad("relation_type")
    custom = text_of(given, "custom_relation", longest=LONGEST_CUSTOM_RELATION, shortest=0)
    if (relation == "CUSTOM") != bool(custom):
        raise bad("custom_relation")
    with world.ledger.write() as books:
        books.execute(
            "INSERT INTO receivers VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " name = excluded.name, relation_type = excluded.relation_type,"
            " custom_relation = excluded.custom_relation",
            (kind, account, name, relation, custom, world.book_now()),
        )
    answer = {"type": kind, "account": account, "relation_type": relation}
    answer |= {"custom_relation": custom} if custom else {}
    return answer | ({"name": given["name"]} if name else {})


def delete(world: World, given: Mapping[str, Any]) -> dict[str, Any]:
    """Strike a receiver off; one who is not there stays away.

    Raises:
        PayError: an unusable value.
    """
    _check_app(world, given)
    kind, account = account_of(world, given)
    with world.ledger.write() as books:
        books.execute("DELETE FROM receivers WHERE type = ? AND account = ?", (kind, account))
    return {"type": kind, "account": account}


def find(world: World, kind: str, account: str) -> dict[str, Any] | None:
    return world.ledger.row("SELECT * FROM receivers WHERE type = ? AND account = ?", kind, account)


def _check_app(world: World, given: Mapping[str, Any]) -> None:
    if given.get("appid") != world.identity.appid:
        raise bad("appid")
