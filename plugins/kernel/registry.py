"""How a capability declares what it adds to the shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import ClassVar

from django.apps import AppConfig, apps

#: The same in Chinese and in English.
Words = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class EnterpriseNotice:
    """What an enterprise is told when something is audited; see `plugins.notices`.

    Attributes:
        kind: what members may decline together, such as `licence` or `listing`.
        role: whose business it is, besides the owner's: `owner`, `goods`, `orders`, `finance`.
        subject, text: may use `{facts}` of the object: see its addressee.
        english: one line below the text.
        button: what the link says.
        is_required: the law or the contract wants it told: nobody can decline it.
    """

    kind: str
    role: str
    subject: str
    text: str
    english: str
    button: str = "查看"
    is_required: bool = False


class CapabilityConfig(AppConfig):
    """One declaration of everything a capability contributes.

    The composition root reads these attributes; nothing registers itself by
    being imported. The class must be importable before Django is set up.
    """

    #: Dotted paths of `BasePlugin` classes, added to Saleor's `PLUGINS`.
    saleor_plugins: ClassVar[tuple[str, ...]] = ()
    #: Module with `Queries` and/or `Mutations`, merged into the schema, and/or `EXTENSIONS`:
    #: dotted path of another capability's type → type whose fields it gets as well.
    graphql_schema: ClassVar[str | None] = None
    #: Module with `urlpatterns`, mounted at the root.
    urls: ClassVar[str | None] = None
    #: Error codes that Saleor's schema must know.
    error_codes: ClassVar[type[Enum] | None] = None
    #: Celery beat: task name → interval at which it sweeps.
    sweeps: ClassVar[Mapping[str, timedelta]] = {}
    #: Outbox: topic → dotted path of its handler, see `plugins.kernel.outbox`.
    outbox: ClassVar[Mapping[str, str]] = {}
    #: WeChat's pushes: event → dotted path of `(content, now) -> None`, called once for
    #: each push inside a transaction; see `plugins.wechat.services.push_apply`.
    wechat_pushes: ClassVar[Mapping[str, str]] = {}
    #: Dotted path of a `plugins.orders.providers.PaymentProvider`.
    payment_provider: ClassVar[str | None] = None
    #: Dotted path of a `plugins.orders.sharing.ShareProvider`; one capability has one.
    share_provider: ClassVar[str | None] = None
    #: Dotted path of a `plugins.orders.sharing.RefundGate`.
    refund_gate: ClassVar[str | None] = None
    #: Dotted path of a `plugins.orders.providers.ShippingGuard`.
    shipping_guard: ClassVar[str | None] = None
    #: Dotted path of `(*, order_id, now) -> None`, called inside the transaction that
    #: places an order, once it is there; a `DomainError` refuses the order.
    order_placed: ClassVar[str | None] = None
    #: Dotted path of a `plugins.orders.discounts.CheckoutDiscount`; one capability has one.
    checkout_discount: ClassVar[str | None] = None
    #: `plugins.orders.stages.OrderStage` by value → dotted path of `(*, buyer, now) ->
    #: QuerySet` of the ids of the buyer's orders that are in it; one capability answers each.
    order_stages: ClassVar[Mapping[str, str]] = {}
    #: Dotted path of `(basket) -> bool`: whether the buyer of a checkout or an order fetches
    #: it herself, so that it takes a pick-up method and no other; see `plugins.shipping_rules`.
    picked_up: ClassVar[str | None] = None
    #: Dotted paths of `plugins.kernel.provenance.ProvenanceSource`s: what a product's page
    #: shows of where it comes from (溯源) and who grows it (农户).
    provenance: ClassVar[tuple[str, ...]] = ()
    #: Dotted path of a `plugins.kernel.sale_guards.SaleGuard`.
    sale_guard: ClassVar[str | None] = None
    #: Dotted paths of `plugins.kernel.credit_facts.FactSource`s: what scores of enterprises
    #: are made of.
    credit_sources: ClassVar[tuple[str, ...]] = ()
    #: Dotted path of `(entries) -> None`, called with every `AuditEntry` that is written, in
    #: the transaction that writes it: for what has to follow, through the outbox.
    audit_follower: ClassVar[str | None] = None
    #: Audited action → what the enterprise concerned is told by mail and in its console.
    enterprise_notices: ClassVar[Mapping[str, EnterpriseNotice]] = {}
    #: Kind of object, as the audit trail has it → dotted path of a
    #: `plugins.kernel.notices.Addresser`: which enterprises an object concerns.
    notice_addressees: ClassVar[Mapping[str, str]] = {}
    #: Module (or package) with what it shows in the console, see `brand_theme.console`.
    console: ClassVar[str | None] = None
    #: Dotted path of `is_member(user) -> bool`: who may enter the enterprises' console.
    enterprise_membership: ClassVar[str | None] = None
    #: Dotted path of a function from an order's id to the objects of this capability
    #: whose audit entries belong on that order's timeline: `subjects(order_id=…)`
    #: returns a list of model instances, in one query per kind. Everything audited
    #: about them is shown to staff; see `plugins.orders.timeline`.
    timeline: ClassVar[str | None] = None
    #: Dotted path of a `plugins.kernel.personal_data.PersonalData`: what is held about a
    #: person. Every capability names one or says in `holds_no_person` why there is none.
    personal_data: ClassVar[str | None] = None
    holds_no_person: ClassVar[str] = ""
    #: Audited action → what staff read, Chinese and English. Every action that the
    #: capability records needs one (`tests/contracts/test_audit_labels.py`).
    audit_labels: ClassVar[Mapping[str, Words]] = {}
    #: Audited action → what the buyer reads. What is missing here does not concern
    #: her and is not shown to her.
    buyer_labels: ClassVar[Mapping[str, Words]] = {}
    #: Code in an entry's `reason` → what it means. Other reasons are shown as written.
    audit_reasons: ClassVar[Mapping[str, Words]] = {}
    #: An amount among an entry's details, e.g. `opening_fen` → its name, where an entry has several.
    audit_amounts: ClassVar[Mapping[str, Words]] = {}


def capabilities() -> list[CapabilityConfig]:
    """Return the capabilities of the running shop, in the order of their list."""
    return [config for config in apps.get_app_configs() if isinstance(config, CapabilityConfig)]


def declared_words(table: str) -> dict[str, Words]:
    """Return what all capabilities declare in `audit_labels` or another table of words above."""
    return {
        key: words for config in capabilities() for key, words in getattr(config, table).items()
    }
