"""WeChat's sharing bills: what they say, and where the ledger disagrees."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from brand_theme.console.public import (
    Asked,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    Table,
    fen,
    moment,
    register,
)
from plugins.orders.public import share_provider
from plugins.settlement.console.texts import MANAGE
from plugins.settlement.models import ShareBill
from plugins.settlement.services.share_bill_compare import share_bill_compare


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
