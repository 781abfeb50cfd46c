"""Campaigns in the console: written, run, and how they go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from brand_theme.console.public import (
    Asked,
    Drawing,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    ReasonForm,
    Series,
    actor_text,
    drawn,
    moment,
    register,
    state_column,
    yuan,
)
from plugins.coupons.console.forms import CampaignForm, facts_of
from plugins.coupons.console.texts import BEARERS, STATES
from plugins.coupons.models import Campaign
from plugins.coupons.permissions import MANAGE
from plugins.coupons.selectors.figures import DAYS, by_day, figures_of
from plugins.coupons.services.campaign_run import (
    campaign_end,
    campaign_pause,
    campaign_propose,
    campaign_resume,
    campaign_start,
)
from plugins.coupons.services.campaign_write import campaign_write
from plugins.coupons.states import Bearer, CampaignState, Scope

#: Names of goods on a page; the rest is counted.
MOST_GOODS = 20


def _write(asked: Asked) -> str:
    campaign_write(facts=facts_of(asked.data), actor=asked.actor, now=asked.now)
    return "草稿已保存。请在列表中打开它，核对后开始。"


def _rewrite(asked: Asked) -> str:
    campaign_write(
        facts=facts_of(asked.data), actor=asked.actor, now=asked.now, campaign_id=asked.obj.pk
    )
    return "草稿已修改。"


def _propose(asked: Asked) -> str:
    campaign_propose(campaign_id=asked.obj.pk, actor=asked.actor, now=asked.now)
    return "已请企业负责人确认，企业工作台和邮件都有通知。"


def _start(asked: Asked) -> str:
    campaign_start(campaign_id=asked.obj.pk, actor=asked.actor, now=asked.now)
    return "活动已开始。"


def _pause(asked: Asked) -> str:
    campaign_pause(campaign_id=asked.obj.pk, actor=asked.actor, reason=asked.data["reason"])
    return "活动已暂停，暂时不能领取和使用。"


def _resume(asked: Asked) -> str:
    campaign_resume(campaign_id=asked.obj.pk, actor=asked.actor)
    return "活动已恢复。"


def _end(asked: Asked) -> str:
    campaign_end(campaign_id=asked.obj.pk, actor=asked.actor, reason=asked.data["reason"])
    return "活动已结束；已领取的券在有效期内仍可使用。"


def _is(*states: CampaignState) -> Any:
    values = {state.value for state in states}
    return lambda obj: obj.state in values


def _waits_for_proposal(obj: Campaign) -> bool:
    is_draft = obj.state == CampaignState.DRAFT.value
    return is_draft and obj.bearer == Bearer.ENTERPRISE.value and obj.proposed_at is None


def _can_start(obj: Campaign) -> bool:
    is_agreed = obj.bearer == Bearer.PLATFORM.value or obj.agreed_at is not None
    return obj.state == CampaignState.DRAFT.value and is_agreed


ACTIONS = (
    ObjectAction(
        "start", "开始活动", "play_arrow", MANAGE, _start, available=_can_start,
        warning=lambda obj: "开始以后条款不能再改：买家领到的券是承诺。", confirm="开始",
    ),
    ObjectAction(
        "propose", "请企业确认", "handshake", MANAGE, _propose, available=_waits_for_proposal,
        warning=lambda obj: "企业负责人会收到通知，同意以后才能开始。", confirm="提交",
    ),
    ObjectAction(
        "edit", "修改草稿", "edit", MANAGE, _rewrite, form=CampaignForm,
        available=_is(CampaignState.DRAFT), confirm="保存",
        warning=lambda obj: "企业已同意的条款一经修改，须重新确认。" if obj.agreed_at else "",
    ),
    ObjectAction(
        "resume", "恢复活动", "play_arrow", MANAGE, _resume,
        available=_is(CampaignState.PAUSED), confirm="恢复",
    ),
    ObjectAction(
        "pause", "暂停活动", "pause", MANAGE, _pause, form=ReasonForm,
        available=_is(CampaignState.RUNNING), confirm="暂停", is_danger=True,
        warning=lambda obj: "暂停期间不能领取，已领取的券也不能使用；可随时恢复。",
    ),
    ObjectAction(
        "end", "结束活动", "stop", MANAGE, _end, form=ReasonForm,
        available=_is(CampaignState.DRAFT, CampaignState.RUNNING, CampaignState.PAUSED),
        confirm="结束", is_danger=True,
        warning=lambda obj: "结束后不能恢复。已领取的券在有效期内仍可使用。",
    ),
)  # fmt: skip


@register(Campaign, name="优惠券活动")
class CampaignAdmin(ReadOnlyModelAdmin):
    """Campaigns, the newest first."""

    states = STATES
    list_display = ("name_shown", "state_shown", "gives", "for_what", "borne", "gone", "until")
    list_select_related = ("trade", "enterprise")
    search_fields = ("name", "code")
    search_help_text = "活动名称或口令"
    state_shown = state_column(STATES)
    object_actions = ACTIONS
    list_actions = (
        ObjectAction(
            "new", "新建活动", "add", MANAGE, _write, form=CampaignForm, confirm="存为草稿"
        ),
    )

    @admin.display(description="活动", ordering="name")
    def name_shown(self, obj: Campaign) -> str:
        return obj.name

    @admin.display(description="优惠")
    def gives(self, obj: Campaign) -> str:
        return f"{obj.headline}，{obj.condition}"

    @admin.display(description="范围", ordering="scope")
    def for_what(self, obj: Campaign) -> str:
        return obj.scope_text

    @admin.display(description="承担", ordering="bearer")
    def borne(self, obj: Campaign) -> str:
        return BEARERS[Bearer(obj.bearer)]

    @admin.display(description="已领 / 总量", ordering="claimed")
    def gone(self, obj: Campaign) -> str:
        return f"{obj.claimed} / {obj.total}"

    @admin.display(description="领取结束", ordering="claim_until")
    def until(self, obj: Campaign) -> str:
        return moment(obj.claim_until)

    def heading(self, obj: Campaign) -> str:
        return obj.name

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        campaign = self._object_or_404(request, object_id)
        chart = None  # axes without a bar tell nobody anything
        if campaign.claimed:
            drawing = going(timezone.now(), campaign=campaign)
            chart = drawn("领取与使用", "bar", drawing, unit="张")
        context = {"chart": chart, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def panels(self, obj: Campaign) -> list[Panel]:
        return [_figures(obj), _terms(obj), _numbers(obj), _bearing(obj)]


def going(now: datetime, *, campaign: Campaign | None = None) -> Drawing:
    """Draw what was claimed and used each day, of one campaign or of all."""
    days, claimed, used = by_day(now, campaign=campaign)
    return Drawing(
        labels=[f"{day:%m-%d}" for day in days],
        # Bars stand one before the other; the first in front, and fewer are used than claimed.
        series=[Series("使用", used, "copper"), Series("领取", claimed, "malachite")],
        summary=f"{DAYS} 天领取 {sum(claimed)} 张，使用 {sum(used)} 张",
    )


def _figures(campaign: Campaign) -> Panel:
    told = figures_of(campaign)
    rate = f"{told.used / told.claimed:.0%}" if told.claimed else "—"
    facts = [
        ("已领取", f"{told.claimed} 张，剩 {campaign.left} 张"),
        ("已使用", f"{told.used} 张，占领取的 {rate}"),
        ("买家省下", yuan(told.saved_fen)),
        ("其中平台补贴", yuan(told.subsidy_fen)),
        ("带动订单", yuan(told.orders_fen)),
    ]
    return Panel("效果", facts=facts)


def _terms(campaign: Campaign) -> Panel:
    facts = [
        ("优惠", f"{campaign.headline}，{campaign.condition}"),
        ("适用", campaign.scope_text),
    ]
    if campaign.scope == Scope.GOODS.value:
        names = list(campaign.goods.order_by("name").values_list("name", flat=True))
        more = f" 等 {len(names)} 种" if len(names) > MOST_GOODS else ""
        facts.append(("商品", "、".join(names[:MOST_GOODS]) + more))
    return Panel("条款", facts=facts)


def _numbers(campaign: Campaign) -> Panel:
    if campaign.use_days:
        days = f"领取后 {campaign.use_days} 天内"
    else:
        days = f"{moment(campaign.use_from)} 至 {moment(campaign.use_until)}"
    return Panel(
        "发放",
        facts=[
            ("领取", f"{moment(campaign.claim_from)} 至 {moment(campaign.claim_until)}"),
            ("使用", days),
            ("总量", f"{campaign.total} 张，每人限 {campaign.per_person} 张"),
            ("口令", campaign.code or "无，页面上可领"),
        ],
    )


def _bearing(campaign: Campaign) -> Panel:
    if campaign.bearer == Bearer.PLATFORM.value:
        return Panel(
            "承担",
            facts=[("承担方", "平台")],
            advice="企业货款按优惠前金额入账，差额由平台补贴；佣金按优惠前金额计。",
        )
    facts = [
        ("承担方", campaign.enterprise.name if campaign.enterprise else "—"),
        ("提交企业", moment(campaign.proposed_at) if campaign.proposed_at else "未提交"),
        ("企业同意", moment(campaign.agreed_at) if campaign.agreed_at else "未同意"),
        ("同意人", actor_text(campaign.agreed_by, {}) if campaign.agreed_by else "—"),
    ]
    return Panel("承担", facts=facts, advice="优惠从企业货款中减，佣金按买家实付计。")
