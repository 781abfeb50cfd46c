"""Profit sharing for finance: what was shared, what did not arrive, receivers, its bill."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from brand_theme.console.public import (
    ActionForm,
    Asked,
    Label,
    Measure,
    ObjectAction,
    Panel,
    Queue,
    ReadOnlyModelAdmin,
    Table,
    Tone,
    choice_field,
    fen,
    measured,
    moment,
    register,
    state_column,
    text_field,
    yuan,
)
from plugins.brand.public import Enterprise
from plugins.orders.public import share_provider
from plugins.settlement.console.texts import MANAGE
from plugins.settlement.models import ShareBill, ShareReceiver, ShareReturn, Sharing
from plugins.settlement.services.receiver_register import receiver_register
from plugins.settlement.services.share_bill_compare import share_bill_compare
from plugins.settlement.services.sharing_pursue import OPEN
from plugins.settlement.states import PartState, ReceiverState, ReturnState, SharingState

STUCK = timedelta(hours=6)
SHARINGS = {
    SharingState.PLANNED.value: Label("待发送", Tone.WAITING),
    SharingState.SENT.value: Label("处理中", Tone.WAITING),
    SharingState.FINISHED.value: Label("已完成", Tone.GOOD),
    SharingState.REFUSED.value: Label("被拒", Tone.BAD),
}
PARTS = {
    PartState.PENDING.value: "处理中",
    PartState.SUCCEEDED.value: "已到账",
    PartState.FAILED.value: "未到账",
}
RETURNS = {
    ReturnState.PLANNED.value: "待发送",
    ReturnState.SENT.value: "处理中",
    ReturnState.SUCCEEDED.value: "已退回",
    ReturnState.FAILED.value: "未退回",
}
RECEIVERS = {
    ReceiverState.PLANNED.value: Label("登记中", Tone.WAITING),
    ReceiverState.ACTIVE.value: Label("可分账", Tone.GOOD),
    ReceiverState.REFUSED.value: Label("登记被拒", Tone.BAD),
}
#: What WeChat says → what is done about it.
REMEDIES = {
    "ACCOUNT_ABNORMAL": "企业的微信支付账户异常，请企业联系微信支付；这笔款随结算单由银行转出。",
    "NO_RELATION": "接收方未登记或已解除，请重新登记商户号；这笔款随结算单由银行转出。",
    "RECEIVER_HIGH_RISK": "微信判定接收方有风险，请企业联系微信支付；这笔款随结算单由银行转出。",
    "RECEIVER_REAL_NAME_NOT_VERIFIED": "企业尚未完成微信支付实名；这笔款随结算单由银行转出。",
    "REFUSED": "微信没有受理，款项没有动；随结算单由银行转出。",
}
RETURN_REMEDY = "企业账户没有退回分账款，买家退款不受影响；差额已记在台账，从企业下期结算扣回。"


def remedy_of(reason: str) -> str:
    """Return what to do about a part that did not arrive."""
    return REMEDIES.get(reason, "分账没有到账；这笔款仍欠企业，随结算单由银行转出。")


class TroubleFilter(admin.SimpleListFilter):
    title = "异常"
    parameter_name = "trouble"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "需要看一下")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return _troubled(queryset, now=timezone.now()) if self.value() else queryset


def _troubled(sharings: Any, *, now: datetime) -> Any:
    """Return what does not go on by itself, of the last month: older ones are settled."""
    wrong = (
        Q(state=SharingState.REFUSED.value)
        | Q(state__in=OPEN, planned_at__lte=now - STUCK)
        | Q(parts__state=PartState.FAILED.value)
        | Q(parts__returns__state=ReturnState.FAILED.value)
    )
    return sharings.filter(wrong, planned_at__gte=now - timedelta(days=31)).distinct()


@register(Sharing, name="分账", fields={"planned_at": "计划于"})
class SharingAdmin(ReadOnlyModelAdmin):
    """What of each payment went to which enterprise by WeChat's profit sharing."""

    states = SHARINGS
    list_display = ("order_number", "state_shown", "paid", "shared", "planned", "error")
    list_filter = (TroubleFilter,)
    search_fields = ("^order__placed__number", "=number", "=reference")
    search_help_text = "订单号、分账单号或微信订单号"
    state_shown = state_column(SHARINGS)

    def get_queryset(self, request: HttpRequest) -> Any:
        found = super().get_queryset(request).select_related("order__placed")
        return found.prefetch_related("parts")

    @admin.display(description="订单")
    def order_number(self, obj: Sharing) -> str:
        return obj.order.placed.number

    @admin.display(description="买家实付", ordering="paid_fen")
    def paid(self, obj: Sharing) -> Any:
        return fen(obj.paid_fen)

    @admin.display(description="分给企业")
    def shared(self, obj: Sharing) -> Any:
        failed = PartState.FAILED.value
        return fen(sum(part.fen for part in obj.parts.all() if part.state != failed))

    @admin.display(description="计划于", ordering="planned_at")
    def planned(self, obj: Sharing) -> str:
        return moment(obj.planned_at)

    @admin.display(description="问题")
    def error(self, obj: Sharing) -> str:
        return obj.last_error or "—"

    def heading(self, obj: Sharing) -> str:
        return f"分账 {obj.order.placed.number}"

    def subjects(self, obj: Sharing) -> list[Any]:
        return [obj, *ShareReturn.objects.filter(part__sharing=obj)]

    def panels(self, obj: Sharing) -> list[Panel]:
        parts = list(obj.parts.select_related("child_order__enterprise"))
        returns = list(ShareReturn.objects.filter(part__in=parts).select_related("part"))
        failed = [part for part in parts if part.state == PartState.FAILED.value]
        facts = [
            ("买家实付", yuan(obj.paid_fen)),
            ("微信订单号", obj.reference),
            ("分账单号", obj.number),
            ("微信分账单号", obj.provider_number),
            ("已试次数", obj.attempts),
            ("最后一次问题", obj.last_error),
        ]
        panels = [
            Panel(
                "分账",
                facts=[fact for fact in facts if fact[1]],
                advice=remedy_of(failed[0].reason) if failed else _advice(obj),
            )
        ]
        rows = [
            (
                part.child_order.enterprise.brand_name,
                part.child_order.number,
                part.account,
                fen(part.fen),
                PARTS[part.state],
                part.provider_number or part.reason or "—",
            )
            for part in parts
        ]
        headings = ("企业", "子订单", "商户号", "金额", "结果", "微信明细号或原因")
        panels.append(Panel("各企业", table=Table(headings, rows)))
        if returns:
            lost = any(each.state == ReturnState.FAILED.value for each in returns)
            back = [
                (each.number, fen(each.fen), RETURNS[each.state], each.reason or "—")
                for each in returns
            ]
            panels.append(
                Panel(
                    "退款前回退",
                    table=Table(("回退单号", "金额", "结果", "原因"), back),
                    advice=RETURN_REMEDY if lost else "",
                )
            )
        return panels


def _advice(sharing: Sharing) -> str:
    if sharing.state == SharingState.REFUSED.value:
        return (
            "微信没有受理，款项没有动，仍冻结的部分在付款 30 天后自动解冻；欠款随结算单由银行转出。"
        )
    return ""


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


def _compare(asked: Asked) -> str:
    provider = share_provider()
    if provider is None:
        return "没有可分账的支付方式。"
    bill = share_bill_compare(provider=provider, day=asked.obj.day, now=asked.now)
    count = bill.differences.count()
    return f"已重新核对，{count} 处不符。" if count else "已重新核对，完全一致。"


@register(ShareBill, name="分账账单", fields={"day": "日期"})
class ShareBillAdmin(ReadOnlyModelAdmin):
    """WeChat's sharing bill of each day, and where it differs from the ledger."""

    list_display = ("day", "rows", "shared", "returned", "differing", "compared")
    ordering = ("-day",)
    object_actions = (
        ObjectAction(
            name="compare",
            title="重新核对",
            icon="sync",
            permission=MANAGE,
            perform=_compare,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("differences")

    @admin.display(description="分账")
    def shared(self, obj: ShareBill) -> Any:
        return fen(obj.shared_fen)

    @admin.display(description="回退")
    def returned(self, obj: ShareBill) -> Any:
        return fen(obj.returned_fen)

    @admin.display(description="不符")
    def differing(self, obj: ShareBill) -> int:
        return len(obj.differences.all())

    @admin.display(description="核对于")
    def compared(self, obj: ShareBill) -> str:
        return moment(obj.compared_at)

    def panels(self, obj: ShareBill) -> list[Panel]:
        rows = [
            (
                each.number,
                each.account,
                "回退" if each.is_return else "分账",
                "—" if each.ours_fen is None else fen(each.ours_fen),
                "—" if each.theirs_fen is None else fen(each.theirs_fen),
            )
            for each in obj.differences.all()
        ]
        headings = ("我方单号", "商户号", "类型", "我方", "微信")
        advice = "先到微信商户平台按单号核对；确认后在台账用调整更正，再点“重新核对”。"
        return [Panel("不符", table=Table(headings, rows), advice=advice if rows else "完全一致。")]


def _sharing_trouble(now: datetime) -> Measure:
    return measured(_troubled(Sharing.objects.all(), now=now), "planned_at")


def _differing(_now: datetime) -> Measure:
    return measured(ShareBill.objects.filter(differences__isnull=False).distinct(), "compared_at")


def _refused_receivers(_now: datetime) -> Measure:
    refused = ShareReceiver.objects.filter(state=ReceiverState.REFUSED.value)
    return measured(refused, "finished_at")


SHARING_QUEUES = (
    Queue(
        title="分账异常",
        hint="看原因；欠企业的款随结算单由银行转出。",
        icon="call_split",
        model=Sharing,
        query="trouble=yes",
        measure=_sharing_trouble,
        within=timedelta(days=2),
        permission=MANAGE,
    ),
    Queue(
        title="分账账单不符",
        hint="按单号到商户平台核对，再重新核对。",
        icon="rule",
        model=ShareBill,
        measure=_differing,
        within=timedelta(days=1),
        permission=MANAGE,
    ),
    Queue(
        title="分账接收方登记被拒",
        hint="核对商户号与企业全称后重新登记。",
        icon="person_off",
        model=ShareReceiver,
        query="state=refused",
        measure=_refused_receivers,
        within=timedelta(days=3),
        permission=MANAGE,
    ),
)
