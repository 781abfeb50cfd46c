"""Where people are logged in; administrators may end a login."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from brand_theme.console.public import (
    Asked,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    ReasonForm,
    email_masked,
    moment,
    register,
)
from brand_theme.console.rules import MEANS_TEXT
from plugins.accounts.models import LoginSession
from plugins.accounts.services.sessions import session_revoke
from plugins.accounts.states import EndReason

END_TEXT = {
    EndReason.LOGGED_OUT: "本人退出",
    EndReason.EVERYWHERE: "本人在所有设备退出",
    EndReason.REVOKED: "被结束",
    EndReason.REUSED: "凭证被重复使用",
    EndReason.PASSWORD: "修改密码",
    EndReason.EMAIL: "更换邮箱",
    EndReason.BANNED: "封禁",
    EndReason.CROWDED: "登录过多",
    EndReason.CLOSED: "注销",
    EndReason.IDLE: "长时间未操作",
}


def _revoke(asked: Asked) -> str:
    session_revoke(
        session_id=asked.obj.pk, actor=asked.actor, reason=asked.data["reason"], now=asked.now
    )
    return "已结束该登录。"


@register(LoginSession, name="登录记录", fields={"device": "设备", "address": "网络"})
class LoginSessionAdmin(ReadOnlyModelAdmin):
    """Logins of everybody, newest first."""

    ordering = ("-created_at",)
    list_display = ("account", "way", "device", "address", "created", "over")
    object_actions = (
        ObjectAction(
            name="revoke",
            title="结束登录",
            icon="logout",
            permission="mall_accounts.change_loginsession",
            form=ReasonForm,
            perform=_revoke,
            available=lambda session: session.ended_at is None,
            is_danger=True,
            confirm="结束登录",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[LoginSession]:
        return super().get_queryset(request).select_related("user")

    @admin.display(description="账号")
    def account(self, session: LoginSession) -> str:
        return f"{session.user_id} · {email_masked(session.user.email)}"

    @admin.display(description="方式", ordering="means")
    def way(self, session: LoginSession) -> str:
        return MEANS_TEXT[session.means]

    @admin.display(description="登录于", ordering="created_at")
    def created(self, session: LoginSession) -> Any:
        return moment(session.created_at)

    @admin.display(description="结束")
    def over(self, session: LoginSession) -> str:
        return END_TEXT[EndReason(session.end_reason)] if session.ended_at else "—"

    def heading(self, obj: LoginSession) -> str:
        return f"{obj.device} · 账号 {obj.user_id}"

    def panels(self, obj: LoginSession) -> list[Panel]:
        facts = [
            ("账号", self.account(obj)),
            ("方式", self.way(obj)),
            ("设备", obj.device),
            ("网络", obj.address or "—"),
            ("登录于", moment(obj.created_at)),
            ("最近续期", moment(obj.last_used_at)),
            ("最迟到", moment(obj.expires_at)),
            ("结束", self.over(obj)),
        ]
        return [Panel("登录", facts=facts)]
