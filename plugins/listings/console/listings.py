"""Goods of all enterprises: what is sold, what is stopped, and stopping it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from brand_theme.console.public import (
    Asked,
    Hit,
    Label,
    ObjectAction,
    Panel,
    ReadOnlyModelAdmin,
    ReasonForm,
    Table,
    Tone,
    choice_field,
    date_field,
    label,
    moment,
    object_url,
    register,
    text_field,
)
from plugins.brand.public import Actor
from plugins.kernel.sale_guards import sale_refusals
from plugins.listings.console.diff import shown
from plugins.listings.console.review import PICTURE
from plugins.listings.console.texts import STATES
from plugins.listings.models import Listing
from plugins.listings.permissions import RECALL, SUSPEND
from plugins.listings.rules.edits import FIELD_TEXT
from plugins.listings.selectors.live_content import live_content
from plugins.listings.services.listing_suspend import listing_resume, listing_suspend
from plugins.listings.services.recall import recall_open


class RecallForm(ReasonForm):
    """Which goods from which days."""

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        variants = obj.product.variants.order_by("pk") if obj and obj.product else ()
        choices = [("", "全部规格")] + [(each.pk, f"{each.sku} {each.name}") for each in variants]
        self.fields["variant"] = choice_field("规格", choices, required=False)
        self.fields["ordered_from"] = date_field("下单起始日")
        self.fields["ordered_until"] = date_field("下单截止日", help_text="两天都算在内。")
        self.fields["batch"] = text_field(
            "批次", required=False, max_length=60, help_text="知道就写，订单上没有批次，按日期查。"
        )

    def clean_variant(self) -> int | None:
        chosen = self.cleaned_data["variant"]
        return int(chosen) if chosen else None


class StoppedFilter(admin.SimpleListFilter):
    title = "停售"
    parameter_name = "stopped"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "已停售")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(suspended_at__isnull=False) if self.value() else queryset


def _suspend(asked: Asked) -> str:
    listing_suspend(
        actor=Actor.of(asked.user),
        listing_id=asked.obj.pk,
        reason=asked.data["reason"],
        now=asked.now,
    )
    return "已停售：列表、搜索、购物车和结算立即不再卖它。"


def _resume(asked: Asked) -> str:
    listing_resume(actor=Actor.of(asked.user), listing_id=asked.obj.pk, reason=asked.data["reason"])
    return "已恢复销售；授权有效时立即在售。"


def _recall(asked: Asked) -> str:
    data = asked.data
    recall_open(
        actor=Actor.of(asked.user),
        listing_id=asked.obj.pk,
        variant_id=data["variant"],
        batch=data["batch"],
        ordered_from=data["ordered_from"],
        ordered_until=data["ordered_until"],
        reason=data["reason"],
        now=asked.now,
    )
    return "已停售并发起召回，受影响的订单列在“召回”里。"


@register(Listing, name="企业商品", fields={"created_at": "建立时间"})
class ListingAdmin(ReadOnlyModelAdmin):
    list_display = ("name", "maker", "sale", "created")
    list_select_related = ("enterprise", "product")
    list_filter = (StoppedFilter,)
    search_fields = ("product__name", "enterprise__brand_name")
    search_help_text = "商品名或企业名"
    object_actions = (
        ObjectAction(
            name="suspend",
            title="停售",
            icon="block",
            permission=SUSPEND,
            perform=_suspend,
            form=ReasonForm,
            available=lambda obj: obj.product_id is not None and obj.suspended_at is None,
            warning=lambda obj: (
                "确认后买家立即看不到它，购物车里的也不能结算；已下的订单照常发货。"
            ),
            is_danger=True,
            confirm="立即停售",
        ),
        ObjectAction(
            name="resume",
            title="恢复销售",
            icon="play_circle",
            permission=SUSPEND,
            perform=_resume,
            form=ReasonForm,
            available=lambda obj: obj.suspended_at is not None,
        ),
        ObjectAction(
            name="recall",
            title="召回",
            icon="assignment_return",
            permission=RECALL,
            perform=_recall,
            form=RecallForm,
            available=lambda obj: obj.product_id is not None,
            warning=lambda obj: "召回同时停售。请核对规格和日期，受影响的订单会列出来。",
            is_danger=True,
            confirm="停售并召回",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Listing]:
        """Goods that were approved once; others are submissions."""
        return super().get_queryset(request).filter(product__isnull=False)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Ask for all goods on the page at once whether they may be sold."""
        changes = super().get_changelist_instance(request)
        products = [each.product_id for each in changes.result_list]
        refused = sale_refusals(product_ids=products, at=timezone.now())
        for each in changes.result_list:
            each.console_refusal = refused.get(each.product_id, "")
        return changes

    @admin.display(description="商品", ordering="product__name")
    def name(self, obj: Listing) -> str:
        return obj.product.name if obj.product else f"商品 {obj.pk}"

    @admin.display(description="企业", ordering="enterprise__brand_name")
    def maker(self, obj: Listing) -> str:
        return obj.enterprise.brand_name

    @admin.display(description="销售")
    def sale(self, obj: Listing) -> SafeString:
        refusal = getattr(obj, "console_refusal", "")
        return label(Label(refusal, Tone.BAD) if refusal else Label("在售", Tone.GOOD))

    @admin.display(description="建立", ordering="created_at")
    def created(self, obj: Listing) -> str:
        return moment(obj.created_at)

    def heading(self, obj: Listing) -> str:
        return self.name(obj)

    def label(self, obj: Listing) -> Label | None:
        refused = sale_refusals(product_ids=[obj.product_id], at=timezone.now())
        reason = refused.get(obj.product_id)
        return Label(reason, Tone.BAD) if reason else Label("在售", Tone.GOOD)

    def subjects(self, obj: Listing) -> tuple[Any, ...]:
        return (obj, *obj.submissions.all(), *obj.recalls.all())

    def panels(self, obj: Listing) -> list[Panel]:
        content = live_content(obj)
        rows = [(text, shown(content, field, page=PICTURE)) for field, text in FIELD_TEXT.items()]
        submissions = [
            (each.pk, STATES[each.state].text, moment(each.submitted_at), each.opinion)
            for each in obj.submissions.filter(submitted_at__isnull=False)
        ]
        facts = [
            ("企业", obj.enterprise.name),
            ("停售于", moment(obj.suspended_at) if obj.suspended_at else ""),
            ("停售原因", obj.suspension_reason),
        ]
        panels = [
            Panel("情况", facts=facts),
            Panel("在售内容", table=Table(("项目", "内容"), rows)),
            Panel("提交", table=Table(("编号", "状态", "提交于", "意见"), submissions)),
        ]
        return panels + [
            Panel(f"召回 {each.pk}", facts=[("原因", each.reason)], url=object_url(each))
            for each in obj.recalls.all()
        ]


def find(text: str, user: Any) -> list[Hit]:
    """Return goods by name, for who may see them."""
    if not user.has_perm("mall_listings.view_listing"):
        return []
    found = Listing.objects.filter(product__name__icontains=text).select_related(
        "product", "enterprise"
    )
    return [
        Hit(
            each.product.name,
            f"企业商品 · {each.enterprise.brand_name}",
            object_url(each),
            "storefront",
        )
        for each in found[:10]
        if each.product
    ]
