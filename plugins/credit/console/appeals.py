"""Appeals of enterprises: read with their papers, decided by somebody without a tie."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from brand_theme.console.public import (
    ActionForm,
    Asked,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    actor_text,
    choice_field,
    long_text_field,
    moment,
    object_url,
    register,
    staff_names,
    state_column,
)
from plugins.brand.public import Actor, document_open
from plugins.credit.console.scores import fact_link
from plugins.credit.console.texts import APPEALS
from plugins.credit.models import Appeal
from plugins.credit.permissions import DECIDE
from plugins.credit.services.appeal_decide import DECISION_LONGEST, appeal_decide, tie_of
from plugins.credit.states import AppealState
from plugins.kernel import audit


class DecisionForm(ActionForm):
    verdict = choice_field(
        "结论", [("dismissed", "不成立，照常计分"), ("upheld", "成立，剔除并更正评分")]
    )
    reason = long_text_field(
        "理由", max_length=DECISION_LONGEST, help_text="企业会看到这段话，不要写个人信息。"
    )


def _decide(asked: Asked) -> str:
    is_upheld = asked.data["verdict"] == AppealState.UPHELD.value
    appeal_decide(
        appeal_id=asked.obj.pk,
        is_upheld=is_upheld,
        decision=asked.data["reason"],
        actor=Actor.of(asked.user),
        now=asked.now,
    )
    return "申诉成立，评分已更正。" if is_upheld else "已作出不成立的结论。"


@register(Appeal, name="信用申诉", fields={"enterprise": "企业"})
class AppealAdmin(ReadOnlyModelAdmin):
    """What enterprises object to, the most urgent first."""

    states = APPEALS
    ordering = ("decide_by", "pk")
    list_display = ("fact_shown", "state_shown", "enterprise_shown", "filed", "due")
    list_select_related = ("fact", "enterprise")
    search_fields = ("enterprise__name", "fact__title")
    search_help_text = "企业名称、事实"
    state_shown = state_column(APPEALS)
    object_actions = (
        ObjectAction(
            name="decide",
            title="处理",
            icon="gavel",
            permission=DECIDE,
            form=DecisionForm,
            perform=_decide,
            available=lambda obj: obj.state == AppealState.OPEN.value,
            warning=lambda obj: "成立的，这条事实从此不计分，已公布的评分随即更正并说明原因。",
            confirm="提交结论",
        ),
    )

    @admin.display(description="事实")
    def fact_shown(self, obj: Appeal) -> str:
        return obj.fact.title

    @admin.display(description="企业", ordering="enterprise__name")
    def enterprise_shown(self, obj: Appeal) -> str:
        return obj.enterprise.name

    @admin.display(description="提出", ordering="filed_at")
    def filed(self, obj: Appeal) -> str:
        return moment(obj.filed_at)

    @admin.display(description="期限", ordering="decide_by")
    def due(self, obj: Appeal) -> Any:
        if obj.state != AppealState.OPEN.value:
            return ""
        if obj.decide_by < timezone.localdate():
            return format_html('<b class="console-danger">{} 已超期</b>', obj.decide_by)
        return str(obj.decide_by)

    def heading(self, obj: Appeal) -> str:
        return f"{obj.enterprise.name}：{obj.fact.title}"

    def caution(self, obj: Appeal, user: Any) -> str:
        why = tie_of(obj, actor=Actor.of(user))
        return f"您{why}，不能处理这件申诉，请由其他人员办理。" if why else ""

    def offers(self, action: ObjectAction, obj: Any, user: Any) -> bool:
        return super().offers(action, obj, user) and not self.caution(obj, user)

    def subjects(self, obj: Appeal) -> list[Any]:
        return [obj]

    def panels(self, obj: Appeal) -> list[Panel]:
        said = [
            (
                "企业",
                format_html('<a href="{}">{}</a>', object_url(obj.enterprise), obj.enterprise.name),
            ),
            ("理由", obj.text),
            ("提出", moment(obj.filed_at)),
            ("处理期限", str(obj.decide_by)),
            *(("附件", self._paper_link(obj, document)) for document in obj.papers.all()),
        ]
        fact = [
            ("事实", fact_link(obj.fact)),
            ("发生", moment(obj.fact.at)),
            ("记录人", actor_text(obj.fact.recorded_by, staff_names([obj.fact.recorded_by]))),
        ]
        panels = [Panel("申诉", facts=said), Panel("被申诉的事实", facts=fact)]
        if obj.decided_at is not None:
            decided = [("结论", APPEALS[obj.state].text), ("理由", obj.decision)]
            panels.append(Panel("结论", facts=[*decided, ("时间", moment(obj.decided_at))]))
        return panels

    def _paper_link(self, obj: Appeal, document: Any) -> Any:
        url = reverse("console:mall_credit_appeal_paper", args=[obj.pk, document.pk])
        return format_html('<a href="{}">{}</a>', url, document.title)

    def get_urls(self) -> list[URLPattern]:
        paper = path(
            "<int:object_id>/paper/<int:document_id>/",
            self.admin_site.admin_view(self.paper_view),
            name="mall_credit_appeal_paper",
        )
        return [paper, *super().get_urls()]

    def paper_view(self, request: HttpRequest, object_id: int, document_id: int) -> FileResponse:
        """Hand out a paper of the appeal; whoever opens it is written down."""
        obj = self._object_or_404(request, str(object_id))
        document = obj.papers.filter(pk=document_id).first()
        if document is None:
            raise Http404(document_id)
        return FileResponse(
            document_open(document=document, actor=audit.actor_of(request.user)),
            content_type=document.media_type,
            filename=f"{document.title}.{document.file.name.rpartition('.')[2]}",
            headers={"X-Content-Type-Options": "nosniff"},
        )
