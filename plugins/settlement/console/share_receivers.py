"""Where each enterprise gets its shares: entered by finance, compared by WeChat."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from brand_theme.console.public import (
    ActionForm,
    Asked,
    Label,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    Tone,
    choice_field,
    register,
    state_column,
    text_field,
)
from plugins.brand.public import Enterprise
from plugins.settlement.console.texts import MANAGE
from plugins.settlement.models import ShareReceiver
from plugins.settlement.services.receiver_register import receiver_register
from plugins.settlement.states import ReceiverState

RECEIVERS = {
    ReceiverState.PLANNED.value: Label("登记中", Tone.WAITING),
    ReceiverState.ACTIVE.value: Label("可分账", Tone.GOOD),
    ReceiverState.REFUSED.value: Label("登记被拒", Tone.BAD),
}


class ReceiverForm(ActionForm):
    enterprise = choice_field("企业", ())
    account = text_field("微信支付商户号", help_text="企业自己的商户号，8 至 16 位数字。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Enterprise.objects.order_by("name").values_list("pk", "name")
        self.fields["enterprise"].choices = [("", "请选择"), *found]


def _register(asked: Asked) -> str:
    receiver_register(
        enterprise_id=int(asked.data["enterprise"]),
        account=asked.data["account"],
        actor=asked.actor,
        now=asked.now,
    )
    return "已提交，系统马上向微信登记；结果显示在列表里。"


@register(ShareReceiver, name="分账接收方", fields={"account": "商户号"})
class ShareReceiverAdmin(ReadOnlyModelAdmin):
    """Where each enterprise gets its shares; without one it is paid by the bank alone."""

    states = RECEIVERS
    list_display = ("enterprise_shown", "account", "state_shown", "error")
    list_select_related = ("enterprise",)
    search_fields = ("enterprise__name", "=account")
    search_help_text = "企业名称或商户号"
    state_shown = state_column(RECEIVERS)
    list_actions = (
        ObjectAction(
            name="register",
            title="登记商户号",
            icon="add_card",
            permission=MANAGE,
            form=ReceiverForm,
            perform=_register,
            warning=lambda obj: "微信会核对商户号与企业全称；已登记的企业换号也在这里办。",
            confirm="登记",
        ),
    )

    @admin.display(description="企业", ordering="enterprise__name")
    def enterprise_shown(self, obj: ShareReceiver) -> str:
        return obj.enterprise.name

    @admin.display(description="问题")
    def error(self, obj: ShareReceiver) -> str:
        return obj.last_error or "—"

    def heading(self, obj: ShareReceiver) -> str:
        return obj.enterprise.name

    def panels(self, obj: ShareReceiver) -> list[Panel]:
        facts = [("企业", obj.name), ("商户号", obj.account), ("问题", obj.last_error)]
        refused = obj.state == ReceiverState.REFUSED.value
        advice = "微信拒绝登记：核对商户号与企业全称后重新登记。" if refused else ""
        return [Panel("接收方", facts=[fact for fact in facts if fact[1]], advice=advice)]
