"""The console's pages of the kernel: side effects put aside, and the audit trail."""

from __future__ import annotations

import json
import re
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone

from brand_theme.console.public import (
    Asked,
    DaysFilter,
    Label,
    Measure,
    MenuEntry,
    ObjectAction,
    Panel,
    Queue,
    ReadOnlyModelAdmin,
    Role,
    Section,
    Tone,
    actor_text,
    measured,
    moment,
    moments_of,
    register,
    staff_names,
    state_column,
    texts_of,
)
from plugins.kernel import audit, outbox
from plugins.kernel.models import AuditEntry, OutboxMessage, OutboxState

STATES = {
    "dead": Label("搁置", Tone.BAD),
    "pending": Label("待办", Tone.WAITING),
    "done": Label("已办", Tone.GOOD),
}
RETRY = "mall_kernel.change_outboxmessage"
#: What a technical error means for the reader; the first that matches.
ERRORS = (
    (r"Timeout|timed out", "对方系统没有及时应答，通常稍后重试即可。"),
    (r"ConnectError|ConnectionError|Connection refused", "连不上对方系统，请确认网络后重试。"),
    (r"TopicUnknown", "本店没有处理它的功能，请报技术人员。"),
    (r"DoesNotExist|NotFound", "它指的数据已不存在，请报技术人员。"),
    (r"GatewayError|Fault|Refused", "对方系统拒绝了，请先按提示改正再重试。"),
)


def error_text(last_error: str) -> str:
    """Return in words why the last attempt failed."""
    if not last_error:
        return ""
    for pattern, words in ERRORS:
        if re.search(pattern, last_error):
            return words
    return "程序出错，请报技术人员；改正后可重试。"


def object_text(object_type: str) -> str:
    """Return what kind of thing an entry is about, in the console's words for it."""
    try:
        model = apps.get_model(object_type)
    except LookupError:
        return object_type  # of an app that is no more
    if object_type == "account.user":
        return "账号"
    # What no console shows has a name in English alone; its capability has one in Chinese.
    name = str(model._meta.verbose_name)
    return str(model._meta.app_config.verbose_name) if name.isascii() else name


def _retry(asked: Asked) -> str:
    if outbox.retry(message_id=asked.obj.pk, actor=asked.actor, now=asked.now):
        return "已重新排队，系统马上再办一次。"
    return "它已经不在搁置状态，没有改动。"


@register(
    OutboxMessage,
    name="后台事项",
    fields={"key": "对象", "attempts": "已试次数"},
)
class OutboxMessageAdmin(ReadOnlyModelAdmin):
    """What the shop still owes the outside world; the dead letters wait for a person."""

    states = STATES
    list_display = ("what", "key", "state_shown", "attempts", "created", "why")
    search_fields = ("^key", "^topic")
    actions = ("retry_selected",)
    state_shown = state_column(STATES)
    object_actions = (
        ObjectAction(
            name="retry",
            title="再办一次",
            icon="replay",
            permission=RETRY,
            perform=_retry,
            available=lambda obj: obj.state == OutboxState.DEAD,
            warning=lambda obj: error_text(obj.last_error),
        ),
    )

    @admin.display(description="事项", ordering="topic")
    def what(self, obj: OutboxMessage) -> str:
        return texts_of("TOPIC_TEXT").get(obj.topic, obj.topic)

    @admin.display(description="发生于", ordering="created_at")
    def created(self, obj: OutboxMessage) -> str:
        return moment(obj.created_at)

    @admin.display(description="原因")
    def why(self, obj: OutboxMessage) -> str:
        return error_text(obj.last_error)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RETRY)

    @admin.action(description="再办一次（仅搁置的）", permissions=["retry"])
    def retry_selected(self, request: HttpRequest, queryset: Any) -> None:
        actor, now = audit.actor_of(request.user), timezone.now()
        ids = list(queryset.filter(state=OutboxState.DEAD).values_list("pk", flat=True))
        done = sum(outbox.retry(message_id=pk, actor=actor, now=now) for pk in ids)
        messages.success(request, f"已重新排队 {done} 项。")

    def heading(self, obj: OutboxMessage) -> str:
        return f"{self.what(obj)} {obj.key}"

    def panels(self, obj: OutboxMessage) -> list[Panel]:
        facts = [
            ("编号", obj.pk),
            ("已试次数", obj.attempts),
            ("发生于", moment(obj.created_at)),
            ("下次", moment(obj.due_at) if obj.state == OutboxState.PENDING else ""),
            ("办结于", moment(obj.done_at)),
        ]
        technical = [
            ("事项代码", obj.topic),
            ("内容", json.dumps(obj.payload, ensure_ascii=False)),
            ("最后一次错误", obj.last_error),
        ]
        return [
            Panel("情况", facts=facts, advice=error_text(obj.last_error)),
            Panel("给技术人员看", facts=technical),
        ]


class ObjectTypeFilter(admin.SimpleListFilter):
    """Offers what the console shows; to ask the trail itself would read all of it."""

    title = "对象"
    parameter_name = "object"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        shown = [model._meta for model in model_admin.admin_site._registry]
        return sorted((meta.label_lower, str(meta.verbose_name)) for meta in shown)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(object_type=self.value()) if self.value() else queryset


@register(AuditEntry, name="审计记录", fields={"at": "时间"})
class AuditEntryAdmin(ReadOnlyModelAdmin):
    """Who did what, when and why. Nobody can change it, the database sees to that."""

    list_display = ("when", "what", "about", "who", "why")
    list_filter = (ObjectTypeFilter, ("at", DaysFilter))
    list_filter_submit = True
    search_fields = ("=object_id", "=actor", "^action")
    search_help_text = "对象编号、操作人（如 staff:3）或动作代码"

    @admin.display(description="时间", ordering="at")
    def when(self, obj: AuditEntry) -> str:
        return moment(obj.at)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Look the names of all staff on the page up at once."""
        changes = super().get_changelist_instance(request)
        names = staff_names([entry.actor for entry in changes.result_list])
        for entry in changes.result_list:
            entry.console_names = names
        return changes

    @admin.display(description="事情")
    def what(self, obj: AuditEntry) -> str:
        return moments_of([obj], names={})[0].text

    @admin.display(description="对象")
    def about(self, obj: AuditEntry) -> str:
        return f"{object_text(obj.object_type)} {obj.object_id}"

    @admin.display(description="操作人", ordering="actor")
    def who(self, obj: AuditEntry) -> str:
        return actor_text(obj.actor, obj.console_names)

    @admin.display(description="原因")
    def why(self, obj: AuditEntry) -> str:
        return moments_of([obj], names={})[0].reason or "—"

    def subjects(self, obj: AuditEntry) -> tuple[()]:
        return ()

    def heading(self, obj: AuditEntry) -> str:
        return self.what(obj)

    def panels(self, obj: AuditEntry) -> list[Panel]:
        facts = [
            ("时间", moment(obj.at)),
            ("操作人", actor_text(obj.actor, staff_names([obj.actor]))),
            ("操作人编号", obj.actor),
            ("对象", self.about(obj)),
            ("动作代码", obj.action),
            ("原因", self.why(obj)),
            ("来自网络", obj.address or "—"),
            ("登录", obj.session or "—"),
            ("封存", f"第 {obj.position} 条" if obj.position else "待封存"),
        ]
        details = [(name, str(value)) for name, value in obj.details.items()]
        return [Panel("事情", facts=facts), Panel("细节", facts=details)]


def _dead(_now: Any) -> Measure:
    return measured(OutboxMessage.objects.filter(state=OutboxState.DEAD), "created_at")


MENU = (
    MenuEntry(Section.SYSTEM, "搁置事项", "inbox_customize", OutboxMessage, "state=dead"),
    MenuEntry(Section.SYSTEM, "审计记录", "history_edu", AuditEntry),
)
QUEUES = (
    Queue(
        title="搁置的后台事项",
        hint="系统试过多次仍办不成：看原因，改正后再办一次。",
        icon="inbox_customize",
        model=OutboxMessage,
        query="state=dead",
        measure=_dead,
    ),
)
GRANTS = {
    Role.FINANCE: ("mall_kernel.view_outboxmessage", RETRY, "mall_kernel.view_auditentry"),
    Role.BRAND_OFFICE: ("mall_kernel.view_auditentry",),
}
TOPIC_TEXT: dict[str, str] = {}
