"""Who of an enterprise was told what, and when."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from brand_theme.console.public import (
    EnterprisePart,
    Label,
    Panel,
    ReadOnlyModelAdmin,
    Table,
    Tone,
    email_masked,
    label,
    moment,
    object_url,
    register,
)
from plugins.notices.models import Notice, NoticeCopy
from plugins.notices.rules import KINDS

KIND_LABELS = {kind: Label(text) for kind, text in KINDS.items()}
LISTED = 20


@register(Notice, name="企业通知", fields={"enterprise": "企业"})
class NoticeAdmin(ReadOnlyModelAdmin):
    """Notices with everybody's copy; addresses are masked."""

    states = KIND_LABELS
    state_field = "kind"
    list_display = ("subject_shown", "kind_shown", "enterprise_shown", "written", "copies_shown")
    list_select_related = ("enterprise",)
    search_fields = ("enterprise__name", "subject")
    search_help_text = "企业名称、标题"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("copies")

    @admin.display(description="标题")
    def subject_shown(self, obj: Notice) -> str:
        return obj.subject

    @admin.display(description="种类", ordering="kind")
    def kind_shown(self, obj: Notice) -> str:
        return KINDS.get(obj.kind, obj.kind)

    @admin.display(description="企业", ordering="enterprise__name")
    def enterprise_shown(self, obj: Notice) -> str:
        return obj.enterprise.name

    @admin.display(description="时间", ordering="written_at")
    def written(self, obj: Notice) -> str:
        return moment(obj.written_at)

    @admin.display(description="送达")
    def copies_shown(self, obj: Notice) -> str:
        copies = obj.copies.all()
        mailed = sum(copy.mailed_at is not None for copy in copies)
        read = sum(copy.read_at is not None for copy in copies)
        return f"{len(copies)} 人，已寄 {mailed}，已读 {read}" if copies else "没有收件人"

    def heading(self, obj: Notice) -> str:
        return obj.subject

    def subjects(self, obj: Notice) -> tuple[()]:
        return ()

    def panels(self, obj: Notice) -> list[Panel]:
        facts = [
            ("企业", obj.enterprise.name),
            ("内容", obj.text),
            ("时间", moment(obj.written_at)),
            ("可否关闭", "不可关闭" if obj.is_required else "成员可关闭邮件"),
        ]
        rows = [
            (
                email_masked(copy.address),
                label(_sent(copy)),
                moment(copy.mailed_at),
                moment(copy.read_at),
            )
            for copy in obj.copies.order_by("pk")
        ]
        table = Table(("收件人", "邮件", "寄出", "在工作台读过"), rows)
        advice = "" if rows else "企业没有成员，档案里也没有邮箱：请用其他方式通知。"
        return [
            Panel("通知", facts=facts, url=object_url(obj.enterprise)),
            Panel("收件人", table=table, advice=advice),
        ]


def _sent(copy: NoticeCopy) -> Label:
    if copy.is_declined:
        return Label("本人不收这类邮件")
    return Label("已寄出", Tone.GOOD) if copy.mailed_at else Label("待寄", Tone.WAITING)


def enterprise_part(enterprise_id: int) -> EnterprisePart | None:
    """Return the latest notices for the enterprise's file."""
    latest = list(Notice.objects.filter(enterprise=enterprise_id)[:LISTED])
    if not latest:
        return None
    rows = [
        (moment(notice.written_at), KINDS.get(notice.kind, notice.kind), notice.subject)
        for notice in latest
    ]
    panel = Panel("通知", table=Table(("时间", "种类", "标题"), rows))
    return EnterprisePart(model=Notice, panels=[panel])
