"""Licences: the desk of the brand office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Avg, Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from brand_theme.console.public import (
    DaysFilter,
    ObjectAction,
    Panel,
    age_text,
    moment,
    register,
    state_column,
)
from plugins.brand.console.application_actions import APPLICATION_ACTIONS
from plugins.brand.console.licence_panels import documents_of, licence_panels
from plugins.brand.console.papers import PapersAdmin
from plugins.brand.console.supervision_actions import SUPERVISION_ACTIONS
from plugins.brand.console.texts import LICENCE_STATES
from plugins.brand.models import Document, Licence
from plugins.brand.selectors.interests import interest_in
from plugins.brand.selectors.licence_goods import licence_goods
from plugins.brand.selectors.queue import waiting_for
from plugins.brand.states import OPEN, ObjectionState

#: What somebody with an interest may still do: apply, withdraw, and declare it.
_NO_JUDGEMENT = {"submit", "withdraw", "tie", "review"}
DESKS = {
    "check": "待形式审查",
    "inspection": "待现场核查",
    "review": "待专家评审",
    "publish": "评审完成，待公示",
    "approval": "公示期满，待决定",
    "agreement": "待签协议",
    "certificate": "待发证",
    "correction_over": "补正超期",
    "rectify_soon": "整改将到期",
    "renewal": "证书将到期，待年审",
}


class DeskFilter(admin.SimpleListFilter):
    """What is to be done, as the first screen counts it."""

    title = "待办"
    parameter_name = "desk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(DESKS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in DESKS:
            return queryset
        return queryset.filter(waiting_for(self.value(), now=timezone.now()))


@register(Licence, name="授权", fields={"applied_at": "申请时间", "state_since": "本环节开始"})
class LicenceAdmin(PapersAdmin):
    """One row for each case, from draft to its end; one page tells all of it."""

    states = LICENCE_STATES
    list_display = ("shown", "state_shown", "town", "numbers", "waiting", "due", "applied")
    list_select_related = ("enterprise", "terms__brand", "applicant")
    list_filter = (DeskFilter, ("applied_at", DaysFilter))
    list_filter_submit = True
    search_fields = (
        "enterprise__name",
        "enterprise__brand_name",
        "=enterprise__credit_code",
        "=certificates__number",
        "=certificates__code",
        "=agreement_number",
    )
    search_help_text = "企业名称、品牌、信用代码、证书号或协议号"
    state_shown = state_column(LICENCE_STATES)
    object_actions = (*APPLICATION_ACTIONS, *SUPERVISION_ACTIONS)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Licence]:
        """Count scores and objections along: buttons and columns need them."""
        return (
            super()
            .get_queryset(request)
            .select_related("enterprise", "terms__brand", "applicant", "agreement")
            .prefetch_related("certificates", "scopes__goods_class", "scopes__product")
            .annotate(
                scores=Count("reviews", filter=Q(reviews__has_conflict=False), distinct=True),
                mean_score=Avg("reviews__score", filter=Q(reviews__has_conflict=False)),
                against=Count(
                    "objections",
                    filter=~Q(objections__state=ObjectionState.DISMISSED.value),
                    distinct=True,
                ),
            )
        )

    @admin.display(description="企业", ordering="enterprise__name")
    def shown(self, obj: Licence) -> str:
        return obj.enterprise.name

    @admin.display(description="乡镇", ordering="enterprise__town")
    def town(self, obj: Licence) -> str:
        return obj.enterprise.town

    @admin.display(description="证书")
    def numbers(self, obj: Licence) -> str:
        return "、".join(each.number for each in obj.certificates.all()) or "—"

    @admin.display(description="在本环节", ordering="state_since")
    def waiting(self, obj: Licence) -> str:
        return age_text(timezone.now() - obj.state_since) if obj.state in OPEN else "—"

    @admin.display(description="期限", ordering="state_due")
    def due(self, obj: Licence) -> str:
        if obj.state_due is None:
            return "—"
        return f"{moment(obj.state_due)}{' 已到' if _is_over(obj.state_due) else ''}"

    @admin.display(description="申请", ordering="applied_at")
    def applied(self, obj: Licence) -> str:
        return moment(obj.applied_at)

    def heading(self, obj: Licence) -> str:
        return f"{obj.enterprise.brand_name} · {licence_goods(obj)}"

    def panels(self, obj: Licence) -> list[Panel]:
        return licence_panels(obj, now=timezone.now())

    def papers_of(self, obj: Licence) -> QuerySet[Document]:
        return Document.objects.filter(documents_of(obj))

    def subjects(self, obj: Licence) -> tuple[Any, ...]:
        return (obj, *obj.objections.all())

    def caution(self, obj: Licence, user: Any) -> str:
        interest = self._interest(obj, user)
        return f"{interest}，不能办理本件，请由其他人员办理。" if interest else ""

    def offers(self, action: ObjectAction, obj: Any, user: Any) -> bool:
        if action.name == "review" and obj.reviews.filter(expert=user).exists():
            return False
        may = super().offers(action, obj, user)
        return may and (action.name in _NO_JUDGEMENT or not self._interest(obj, user))

    def _interest(self, obj: Licence, user: Any) -> str:
        """Asked once for each page: it is kept with the object, which one person looks at."""
        if not hasattr(obj, "console_interest"):
            obj.console_interest = interest_in(obj, user_id=user.pk)
        return str(obj.console_interest)


def _is_over(at: datetime) -> bool:
    return at <= timezone.now()
