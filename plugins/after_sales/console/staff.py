"""The office's side: every case, its age and deadline, and who has to act."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from brand_theme.console.public import (
    DaysFilter,
    Hit,
    MenuEntry,
    OrderPart,
    Panel,
    ReadOnlyModelAdmin,
    Role,
    Section,
    Table,
    fen,
    moment,
    name_masked,
    object_url,
    register,
    state_column,
    view_permission,
    yuan,
)
from plugins.after_sales.console.decisions import ACTIONS, ANSWER, ARBITRATE, REFUND
from plugins.after_sales.console.texts import (
    KINDS,
    MONEY_ADVICE,
    REASONS,
    STAFF_ADVICE,
    STATES,
    goods_text,
    left_text,
)
from plugins.after_sales.models import Case
from plugins.after_sales.selectors import SELLER_STATES, cases_queue
from plugins.after_sales.services.picture_show import picture_show
from plugins.after_sales.states import MONEY_MOVES, CaseState
from plugins.kernel import audit
from plugins.kernel.errors import NotFound
from plugins.kernel.picture_http import picture_answer
from plugins.orders.public import order_refund_standing
from plugins.shipments.public import companies

LOOK = view_permission(Case)


class WaitsFilter(admin.SimpleListFilter):
    title = "等谁"
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("near", "企业快超时"),
            ("overdue", "已超时"),
            ("platform", "平台自理"),
            ("person", "退款异常"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        now, value = timezone.now(), self.value()
        if value == "near":
            return queryset.near(now=now)
        if value == "overdue":
            return queryset.filter(due_at__lte=now)
        if value == "platform":
            return queryset.filter(child_order=None, state__in=SELLER_STATES)
        return queryset.needing_a_person() if value == "person" else queryset


@register(Case, name="售后单", fields={"number": "售后单号", "requested_at": "申请时间"})
class CaseAdmin(ReadOnlyModelAdmin):
    """Buyers' requests, what enterprises said, and what the platform decides."""

    states = STATES
    list_display = (
        "number",
        "enterprise",
        "state_shown",
        "what",
        "amount",
        "requested",
        "deadline",
    )
    list_filter = (WaitsFilter, ("requested_at", DaysFilter))
    list_filter_submit = True
    search_fields = ("^number", "^order__placed__number", "child_order__enterprise__brand_name")
    search_help_text = "售后单号、订单号或企业名"
    state_shown = state_column(STATES)
    object_actions = ACTIONS
    ordering = ("due_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> Any:
        """The most urgent first: a missing deadline sorts last in PostgreSQL."""
        return (
            super()
            .get_queryset(request)
            .select_related("child_order__enterprise", "order__placed", "order__shipping_address")
        )

    @admin.display(description="企业", ordering="child_order__enterprise__brand_name")
    def enterprise(self, obj: Case) -> str:
        return obj.child_order.enterprise.brand_name if obj.child_order else "平台"

    @admin.display(description="申请")
    def what(self, obj: Case) -> str:
        return f"{KINDS[obj.kind]} · {REASONS[obj.reason]}"

    @admin.display(description="金额", ordering="fen")
    def amount(self, obj: Case) -> Any:
        return fen(obj.refund_fen)

    @admin.display(description="申请时间", ordering="requested_at")
    def requested(self, obj: Case) -> str:
        return moment(obj.requested_at)

    @admin.display(description="期限", ordering="due_at")
    def deadline(self, obj: Case) -> str:
        left = left_text(obj, now=timezone.now())
        return f"{moment(obj.due_at)} · {left}" if left else "—"

    def heading(self, obj: Case) -> str:
        return obj.number

    def caution(self, obj: Case, user: Any) -> str:
        acts = obj.state == CaseState.ARBITRATION.value and user.has_perm(ARBITRATE)
        if acts and audit.actor_of(user) == obj.answered_by:
            return "您已代商家答复过本单，请由另一位同事裁定。"
        return ""

    def panels(self, obj: Case) -> list[Panel]:
        case = cases_queue().get(pk=obj.pk)
        panels = [self._facts(case), _goods(case), _said(case)]
        pictures = [
            (self._picture_url(case, picture.pk), f"买家图片 {index}")
            for index, picture in enumerate(case.pictures.all(), 1)
        ]
        if pictures:
            advice = "仅供判断本单使用；每次查看都会记录。"
            panels.append(Panel("买家图片", pictures=pictures, advice=advice))
        return panels

    def _facts(self, case: Case) -> Panel:
        placed, child = case.order.placed, case.child_order
        address = case.order.shipping_address
        facts = [
            ("企业", child.enterprise.name if child else "平台自理"),
            ("订单", child.number if child else placed.number),
            ("买家", name_masked(address.full_name) if address else ""),
            ("申请", f"{KINDS[case.kind]} · {REASONS[case.reason]}"),
            ("申请时间", moment(case.requested_at)),
            ("期限", self.deadline(case)),
            ("申请退款", yuan(case.fen)),
            ("其中运费", yuan(case.shipping_fen) if case.shipping_fen else ""),
            ("裁定退款", "" if case.awarded_fen is None else yuan(case.awarded_fen)),
            ("退款到账", moment(case.refunded_at) if case.refunded_at else ""),
            ("问题", case.trouble),
        ]
        return Panel("售后", facts=[fact for fact in facts if fact[1]], advice=_advice(case))

    def _picture_url(self, case: Case, picture_id: int) -> str:
        return reverse(
            f"{self.admin_site.name}:mall_after_sales_case_picture", args=[case.pk, picture_id]
        )

    def get_urls(self) -> list[URLPattern]:
        picture = path(
            "<int:case_id>/pictures/<int:picture_id>/",
            self.admin_site.admin_view(self.picture_view),
            name="mall_after_sales_case_picture",
        )
        return [picture, *super().get_urls()]

    def picture_view(self, request: HttpRequest, case_id: int, picture_id: int) -> HttpResponseBase:
        """Show one of the buyer's pictures; the look is in the audit trail."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        case = Case.objects.filter(pk=case_id).first()
        if case is None:
            raise Http404(str(case_id))
        try:
            file = picture_show(
                case=case, picture_id=picture_id, actor=audit.actor_of(request.user)
            )
        except NotFound as error:
            raise Http404(error.code) from error
        return picture_answer(file)


def _advice(case: Case) -> str:
    state = CaseState(case.state)
    if state in MONEY_MOVES:
        standing = order_refund_standing(order_id=case.order_id, key=case.refund_key)
        return MONEY_ADVICE[standing] if standing else ""
    return STAFF_ADVICE.get(state, "")


def _goods(case: Case) -> Panel:
    rows = [
        (
            goods_text(line),
            line.quantity,
            fen(line.fen),
            "—" if line.awarded_fen is None else fen(line.awarded_fen),
            "—" if line.resaleable is None else line.resaleable,
        )
        for line in case.lines.all()
    ]
    return Panel("商品", table=Table(("商品", "数量", "申请", "裁定", "退回可售"), rows))


def _said(case: Case) -> Panel:
    carrier = companies().get(case.return_company)
    parcel = f"{carrier.name} {case.return_tracking_no}" if carrier else ""
    facts = [
        ("买家说明", case.description),
        ("商家答复", case.answer_note),
        ("退货地址", case.return_to),
        ("退货运单", parcel),
        ("买家申请平台介入", case.appeal),
        ("平台裁定", case.decision_note),
    ]
    said = [fact for fact in facts if fact[1]]
    return Panel("双方说明", facts=said, advice="" if said else "双方都没有留言。")


def order_part(order_id: int) -> OrderPart | None:
    """Show on an order's page what its buyer asked to have back."""
    cases = list(cases_queue().filter(order=order_id))
    if not cases:
        return None
    panels = [
        Panel(
            f"售后 {case.number}",
            facts=[
                ("企业", case.child_order.enterprise.brand_name if case.child_order else "平台"),
                ("申请", f"{KINDS[case.kind]} · {REASONS[case.reason]}"),
                ("金额", yuan(case.refund_fen)),
            ],
            label=STATES[case.state],
            url=object_url(case),
        )
        for case in cases
    ]
    return OrderPart(model=Case, panels=panels, subjects=cases)


def find(text: str, user: Any) -> list[Hit]:
    """Return cases by number, for who may see them."""
    if not user.has_perm(LOOK):
        return []
    found = Case.objects.filter(number__istartswith=text)
    return [
        Hit(case.number, f"售后 · {STATES[case.state].text}", object_url(case), "assignment_return")
        for case in found[:10]
    ]


MENU = (MenuEntry(Section.SERVICE, "售后单", "assignment_return", Case),)
GRANTS = {
    Role.SERVICE: (LOOK, ANSWER, ARBITRATE),
    Role.BRAND_OFFICE: (LOOK, ARBITRATE),
    Role.FINANCE: (LOOK, REFUND),
}
