"""What the public says during the notice."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from brand_theme.console.public import (
    ActionForm,
    Asked,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    ReasonForm,
    choice_field,
    long_text_field,
    moment,
    object_url,
    register,
    state_column,
)
from plugins.brand.actors import Actor, Role
from plugins.brand.console.texts import OBJECTION_STATES
from plugins.brand.models import Objection
from plugins.brand.rules.enterprises import STARS, person_masked
from plugins.brand.selectors.interests import interest_in
from plugins.brand.services.contact_reveal import objector_reveal
from plugins.brand.services.objection_decide import objection_decide
from plugins.brand.services.reasons import REASON_LONGEST
from plugins.brand.states import ObjectionState


class DecisionForm(ActionForm):
    verdict = choice_field("结论", [("dismissed", "不成立"), ("upheld", "成立，不能批准")])
    reason = long_text_field("理由", max_length=REASON_LONGEST)


def _decide(asked: Asked) -> str:
    objection_decide(
        objection_id=asked.obj.pk,
        is_upheld=asked.data["verdict"] == ObjectionState.UPHELD.value,
        decision=asked.data["reason"],
        actor=Actor.of(asked.user),
        now=asked.now,
    )
    return "已处理。"


def _reveal(asked: Asked) -> list[Panel]:
    shown = objector_reveal(
        objection_id=asked.obj.pk, reason=asked.data["reason"], actor=Actor.of(asked.user)
    )
    return [Panel("异议人", facts=[("姓名", shown.name), ("联系方式", shown.contact)])]


@register(Objection, name="异议", fields={"text": "内容", "filed_at": "提出时间"})
class ObjectionAdmin(ReadOnlyModelAdmin):
    """Objections with whoever filed them masked."""

    states = OBJECTION_STATES
    list_display = ("number", "state_shown", "enterprise", "said", "filed")
    list_select_related = ("licence__enterprise",)
    search_fields = ("licence__enterprise__name", "licence__enterprise__brand_name")
    search_help_text = "被异议的企业"
    state_shown = state_column(OBJECTION_STATES)
    object_actions = (
        ObjectAction(
            name="decide",
            title="处理",
            icon="gavel",
            permission=Role.CHECK,
            form=DecisionForm,
            perform=_decide,
            available=lambda obj: obj.state == ObjectionState.OPEN.value,
            warning=lambda obj: "异议成立的，该申请不能批准。",
            confirm="提交结论",
        ),
        ObjectAction(
            name="reveal",
            title="查看异议人",
            icon="visibility",
            permission=Role.REVEAL_CONTACTS,
            form=ReasonForm,
            perform=_reveal,
            warning=lambda obj: "将显示异议人的姓名和联系方式，这次查看会记入审计。",
            confirm="查看",
        ),
    )

    @admin.display(description="异议")
    def number(self, obj: Objection) -> str:
        return f"异议 {obj.pk}"

    @admin.display(description="企业")
    def enterprise(self, obj: Objection) -> str:
        return obj.licence.enterprise.name

    @admin.display(description="内容")
    def said(self, obj: Objection) -> str:
        return obj.text if len(obj.text) <= 40 else f"{obj.text[:40]}…"

    @admin.display(description="提出", ordering="filed_at")
    def filed(self, obj: Objection) -> str:
        return moment(obj.filed_at)

    def heading(self, obj: Objection) -> str:
        return f"异议 {obj.pk}：{obj.licence.enterprise.brand_name}"

    def caution(self, obj: Objection, user: Any) -> str:
        interest = interest_in(obj.licence, user_id=user.pk)
        return f"{interest}，不能处理这件异议，请由其他人员办理。" if interest else ""

    def offers(self, action: ObjectAction, obj: Any, user: Any) -> bool:
        may = super().offers(action, obj, user)
        return may and (action.name != "decide" or not interest_in(obj.licence, user_id=user.pk))

    def panels(self, obj: Objection) -> list[Panel]:
        facts = [
            ("提出", moment(obj.filed_at)),
            ("异议人", person_masked(obj.name)),
            ("联系方式", STARS if obj.contact else "没有留下"),
            ("内容", obj.text),
            ("处理", moment(obj.decided_at) if obj.decided_at else ""),
            ("理由", obj.decision),
        ]
        return [
            Panel("异议", facts=[fact for fact in facts if fact[1]]),
            Panel(
                "被异议的申请",
                facts=[("企业", obj.licence.enterprise.name)],
                url=object_url(obj.licence),
            ),
        ]
