"""Write the terms of a campaign, while nobody relies on them."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from saleor.discount import DiscountValueType, VoucherType
from saleor.discount.models import Voucher
from saleor.product.models import Product

from plugins.brand.public import makers_of
from plugins.coupons import errors
from plugins.coupons.models import Campaign
from plugins.coupons.rules.codes import is_code, normalised
from plugins.coupons.rules.saving import are_terms
from plugins.coupons.states import Bearer, CampaignState, Scope
from plugins.kernel import audit
from plugins.kernel.money import from_fen


@dataclass(frozen=True, kw_only=True)
class CampaignFacts:
    """The terms of a campaign as they are written; see `Campaign`. Money in fen."""

    name: str
    least_fen: int
    off_fen: int = 0
    percent: int = 0
    ceiling_fen: int = 0
    scope: Scope
    trade_id: int | None = None
    enterprise_id: int | None = None
    product_ids: Collection[int] = field(default_factory=tuple)
    claim_from: datetime
    claim_until: datetime
    use_from: datetime | None = None
    use_until: datetime | None = None
    use_days: int = 0
    total: int
    per_person: int = 1
    code: str = ""
    bearer: Bearer = Bearer.PLATFORM


@transaction.atomic
def campaign_write(
    *, facts: CampaignFacts, actor: str, now: datetime, campaign_id: int | None = None
) -> Campaign:
    """Write a new draft, or one that is there anew; what an enterprise agreed to lapses.

    Raises:
        CampaignNotFound, NotDraft
        TermsUnsound, DaysUnsound, NumbersUnsound, CodeUnsound, ScopeUnsound
    """
    facts = _normal(facts)
    _refuse_unsound(facts, campaign_id)
    campaign = _locked_draft(campaign_id) if campaign_id is not None else Campaign()
    for name in _COLUMNS:
        setattr(campaign, name, getattr(facts, name))
    campaign.scope, campaign.bearer = facts.scope.value, facts.bearer.value
    campaign.proposed_at, campaign.agreed_at, campaign.agreed_by = None, None, ""
    campaign.written_by, campaign.written_at = actor, now
    campaign.voucher = _voucher(campaign)
    campaign.save()
    campaign.goods.set(facts.product_ids)
    audit.record(
        "coupons.campaign.written", campaign, actor=actor, terms=campaign.condition,
        headline=campaign.headline, total=campaign.total, bearer=campaign.bearer,
    )  # fmt: skip
    return campaign


_COLUMNS = (
    "name", "least_fen", "off_fen", "percent", "ceiling_fen", "trade_id", "enterprise_id",
    "claim_from", "claim_until", "use_from", "use_until", "use_days", "total", "per_person",
    "code",
)  # fmt: skip


def _normal(facts: CampaignFacts) -> CampaignFacts:
    """Leave out what the scope does not ask for."""
    bears = facts.bearer is Bearer.ENTERPRISE
    wants_enterprise = facts.scope is Scope.ENTERPRISE or (facts.scope is Scope.GOODS and bears)
    return replace(
        facts,
        name=facts.name.strip(),
        code=normalised(facts.code),
        trade_id=facts.trade_id if facts.scope is Scope.TRADE else None,
        enterprise_id=facts.enterprise_id if wants_enterprise else None,
        product_ids=tuple(facts.product_ids) if facts.scope is Scope.GOODS else (),
    )


def _refuse_unsound(facts: CampaignFacts, campaign_id: int | None) -> None:
    if not are_terms(facts.least_fen, facts.off_fen, facts.percent, facts.ceiling_fen):
        raise errors.TermsUnsound(field="offFen")
    _refuse_days(facts)
    if not 0 < facts.per_person <= facts.total:
        raise errors.NumbersUnsound(field="total")
    others = Campaign.objects.exclude(pk=campaign_id).filter(code=facts.code)
    if facts.code and (not is_code(facts.code) or others.exists()):
        raise errors.CodeUnsound(field="code")
    _refuse_scope(facts)


def _refuse_days(facts: CampaignFacts) -> None:
    fixed = facts.use_from is not None and facts.use_until is not None
    if facts.claim_from >= facts.claim_until or fixed == bool(facts.use_days):
        raise errors.DaysUnsound(field="claimUntil")
    if facts.use_from is None or facts.use_until is None:
        return
    if facts.use_from >= facts.use_until or facts.use_until < facts.claim_until:
        raise errors.DaysUnsound(field="useUntil")


def _refuse_scope(facts: CampaignFacts) -> None:
    bears = facts.bearer is Bearer.ENTERPRISE
    if bears and facts.scope not in (Scope.ENTERPRISE, Scope.GOODS):
        raise errors.ScopeUnsound(field="bearer")
    if facts.scope is Scope.TRADE and facts.trade_id is None:
        raise errors.ScopeUnsound(field="trade")
    if (facts.scope is Scope.ENTERPRISE or bears) and facts.enterprise_id is None:
        raise errors.ScopeUnsound(field="enterprise")
    if facts.scope is not Scope.GOODS:
        return
    known = Product.objects.filter(pk__in=facts.product_ids).count()
    makers = makers_of(product_ids=facts.product_ids)
    if not facts.product_ids or known != len(set(facts.product_ids)):
        raise errors.ScopeUnsound(field="goods")
    if bears and set(makers.values()) != {facts.enterprise_id}:
        raise errors.ScopeUnsound(field="goods")


def _locked_draft(campaign_id: int) -> Campaign:
    campaign = (
        Campaign.objects.select_for_update(of=("self",))
        .select_related("voucher")
        .filter(pk=campaign_id)
        .first()
    )
    if campaign is None:
        raise errors.CampaignNotFound()
    if campaign.state != CampaignState.DRAFT.value:
        raise errors.NotDraft()
    return campaign


def _voucher(campaign: Campaign) -> Voucher:
    """The engine's side of it: shown on orders, counted by the engine, priced by us.

    It has no limit and no days of its own: what a buyer may use is decided by her coupon.
    """
    voucher = campaign.voucher if campaign.voucher_id else Voucher(code=secrets.token_hex(6))
    voucher.name = campaign.name
    voucher.type = VoucherType.ENTIRE_ORDER
    voucher.currency = "CNY"
    if campaign.percent:
        voucher.discount_value_type = DiscountValueType.PERCENTAGE
        voucher.discount_value = campaign.percent
    else:
        voucher.discount_value_type = DiscountValueType.FIXED
        voucher.discount_value = from_fen(campaign.off_fen)
    voucher.start_date = campaign.written_at
    voucher.save()
    return voucher
