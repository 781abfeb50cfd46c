"""Shutting out and letting in, by customer service and administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from brand_theme.console.public import (
    Asked,
    Label,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    ReasonForm,
    Tone,
    email_masked,
    label,
    moment,
    register,
    text_field,
)
from plugins.accounts.errors import AccountUnknown
from plugins.accounts.models import Ban
from plugins.accounts.selectors import user_by_email
from plugins.accounts.services.bans import ban_lift, ban_place

PLACE = "mall_accounts.add_ban"
LIFT = "mall_accounts.change_ban"
IN_FORCE, LIFTED = Label("封禁中", Tone.BAD), Label("已解除", Tone.PLAIN)


class BanForm(ReasonForm):
    """The reason alone: the person is known."""


class BanByEmailForm(ReasonForm):
    email = text_field("账号邮箱", max_length=254)
    field_order = ("key", "email", "reason")


def ban_buyer(asked: Asked) -> str:
    """Ban the buyer of a placed order."""
    ban_place(user_id=asked.obj.buyer_id, by=asked.user, reason=asked.data["reason"], now=asked.now)
    return "已封禁该买家，其所有登录已结束。"


def _ban_by_email(asked: Asked) -> str:
    user = user_by_email(asked.data["email"])
    if user is None:
        raise AccountUnknown(field="email")
    ban_place(user_id=user.pk, by=asked.user, reason=asked.data["reason"], now=asked.now)
    return "已封禁，该账号的所有登录已结束。"


def _lift(asked: Asked) -> str:
    ban_lift(ban_id=asked.obj.pk, by=asked.user, reason=asked.data["reason"], now=asked.now)
    return "已解除封禁，该账号可以重新登录。"


@register(Ban, name="封禁", fields={"reason": "原因", "placed_at": "封禁于", "placed_by": "经办"})
class BanAdmin(ReadOnlyModelAdmin):
    """Who is shut out, by whom and why."""

    list_display = ("account", "state_shown", "reason", "placed", "lifted")
    object_actions = (
        ObjectAction(
            name="lift",
            title="解除封禁",
            icon="lock_open",
            permission=LIFT,
            form=ReasonForm,
            perform=_lift,
            available=lambda ban: ban.lifted_at is None,
            confirm="解除",
        ),
    )
    list_actions = (
        ObjectAction(
            name="place",
            title="封禁账号",
            icon="block",
            permission=PLACE,
            form=BanByEmailForm,
            perform=_ban_by_email,
            warning=lambda obj: "该账号会立即在所有设备退出，不能再登录、续期或重设密码。",
            is_danger=True,
            confirm="封禁",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ban]:
        return super().get_queryset(request).select_related("user")

    @admin.display(description="账号")
    def account(self, ban: Ban) -> str:
        return f"{ban.user_id} · {email_masked(ban.user.email)}"

    @admin.display(description="状态")
    def state_shown(self, ban: Ban) -> Any:
        return label(LIFTED if ban.lifted_at else IN_FORCE)

    @admin.display(description="封禁于", ordering="placed_at")
    def placed(self, ban: Ban) -> Any:
        return moment(ban.placed_at)

    @admin.display(description="解除于", ordering="lifted_at")
    def lifted(self, ban: Ban) -> Any:
        return moment(ban.lifted_at) if ban.lifted_at else "—"

    def label(self, obj: Ban) -> Label:
        return LIFTED if obj.lifted_at else IN_FORCE

    def heading(self, obj: Ban) -> str:
        return f"账号 {obj.user_id}"

    def panels(self, obj: Ban) -> list[Panel]:
        facts = [
            ("账号", self.account(obj)),
            ("原因", obj.reason),
            ("封禁于", moment(obj.placed_at)),
        ]
        if obj.lifted_at:
            facts += [("解除于", moment(obj.lifted_at)), ("解除原因", obj.lift_reason)]
        return [Panel("封禁", facts=facts)]
