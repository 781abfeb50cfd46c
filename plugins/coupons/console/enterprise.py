"""An enterprise says whether it bears a campaign, and sees how those it bears go."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from brand_theme.console.public import EnterpriseCard, enterprise_page, yuan
from plugins.coupons.console.texts import STATES
from plugins.coupons.errors import NothingToAgree
from plugins.coupons.models import Campaign
from plugins.coupons.selectors.campaigns import campaigns_of_enterprise, campaigns_to_agree
from plugins.coupons.selectors.figures import figures_of
from plugins.coupons.services.campaign_agree import campaign_agree, campaign_decline
from plugins.kernel.errors import DomainError
from plugins.marketplace.public import MemberActor, NotAMember, Role, acting, member_page

REASON_LONGEST = 200
LISTED = 50


def _back(_campaign_id: int = 0) -> str:
    return reverse("enterprise:coupons")


@require_GET
@member_page(Role.OWNER)
def coupons(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """What waits for the enterprise's word, and every campaign it bears."""
    mine = campaigns_of_enterprise(enterprise_id=actor.enterprise_id)[:LISTED]
    context = {"campaigns": [_line(each) for each in mine], "longest": REASON_LONGEST}
    return enterprise_page(request, "coupons/coupons.html", context, title="优惠券")


def _line(campaign: Campaign) -> dict[str, Any]:
    told = figures_of(campaign)
    waits = campaign.state == "draft" and campaign.agreed_at is None
    return {
        "it": campaign,
        "label": STATES[campaign.state],
        "waits": waits,
        "seen": campaign.proposed_at.isoformat() if campaign.proposed_at else "",
        "goods": list(campaign.goods.order_by("name").values_list("name", flat=True)[:LISTED]),
        "most": yuan(_most_fen(campaign)),
        "used": told.used,
        "saved": yuan(told.saved_fen),
    }


def _most_fen(campaign: Campaign) -> int:
    """What it costs the enterprise at most, if every coupon is used."""
    return campaign.total * (campaign.off_fen or campaign.ceiling_fen)


@require_POST
@member_page(Role.OWNER, back=_back)
def agree(request: HttpRequest, actor: MemberActor, campaign_id: int) -> HttpResponseBase:
    _refuse_others(actor, campaign_id)
    return _answer(
        request,
        lambda seen: campaign_agree(
            actor=actor, campaign_id=campaign_id, seen=seen, now=timezone.now()
        ),
        "已同意。商城可以开始这个活动，优惠从贵方货款中减。",
    )


@require_POST
@member_page(Role.OWNER, back=_back)
def decline(request: HttpRequest, actor: MemberActor, campaign_id: int) -> HttpResponseBase:
    _refuse_others(actor, campaign_id)
    return _answer(
        request,
        lambda seen: campaign_decline(
            actor=actor,
            campaign_id=campaign_id,
            seen=seen,
            reason=request.POST.get("reason", "").strip(),
        ),
        "已回复商城：不承担这个活动。",
    )


def _refuse_others(actor: MemberActor, campaign_id: int) -> None:
    """Other enterprises' campaigns do not exist, whatever is asked of them."""
    mine = campaigns_of_enterprise(enterprise_id=actor.enterprise_id)
    if not mine.filter(pk=campaign_id).exists():
        raise Http404(str(campaign_id))


def _answer(request: HttpRequest, answer: Any, told: str) -> HttpResponseBase:
    """`seen` names the terms that stood on the page; others are not agreed to."""
    seen = _moment(request.POST.get("seen", ""))
    try:
        if seen is None:
            raise NothingToAgree()
        answer(seen)
    except DomainError as error:
        messages.error(request, error.message_zh)
    else:
        messages.success(request, told)
    return HttpResponseRedirect(_back())


def _moment(written: str) -> Any:
    try:
        return parse_datetime(written)
    except ValueError:
        return None


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    """Campaigns that wait for the owner's word."""
    try:
        actor = acting(request)
    except NotAMember:
        return []
    if not actor.may(Role.OWNER):
        return []
    waiting = campaigns_to_agree(enterprise_id=actor.enterprise_id).count()
    if not waiting:
        return []
    return [
        EnterpriseCard(
            "优惠券待确认",
            "商城请贵方承担优惠，同意后活动才开始。",
            "local_activity",
            _back(),
            waiting,
        )
    ]
