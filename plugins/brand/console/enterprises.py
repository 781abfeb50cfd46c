"""The files of the enterprises: the N of 1+N."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from brand_theme.console.public import (
    Label,
    ObjectAction,
    Panel,
    enterprise_actions,
    enterprise_parts,
    label,
    moment,
    register,
)
from plugins.brand.clock import day_of
from plugins.brand.console.enterprise_actions import ENTERPRISE_ACTIONS, REGISTER
from plugins.brand.console.enterprise_panels import enterprise_panels
from plugins.brand.console.papers import PapersAdmin
from plugins.brand.console.texts import SOON, verification
from plugins.brand.models import Document, Enterprise, Permit, Proof, Trademark
from plugins.brand.states import IN_FORCE
from plugins.brand.wording import ENTERPRISE_KINDS


def unverified(enterprises: QuerySet[Enterprise], *, now: datetime) -> QuerySet[Enterprise]:
    """Keep those whose file is not verified, or will not be within a month."""
    return enterprises.filter(Q(verify_by__isnull=True) | Q(verify_by__lte=now + SOON))


def with_papers_ending(enterprises: QuerySet[Enterprise], *, now: datetime) -> QuerySet[Enterprise]:
    """Keep those of which a paper ends within a month."""
    today = day_of(now)
    span = (today, today + timedelta(days=SOON.days))
    mine = OuterRef("pk")
    return enterprises.filter(
        Exists(Permit.objects.filter(enterprise=mine, valid_until__range=span))
        | Exists(Proof.objects.filter(enterprise=mine, valid_until__range=span))
        | Exists(Trademark.objects.filter(enterprise=mine, expires_on__range=span))
        | Exists(Document.objects.filter(enterprise=mine, expires_on__range=span))
    )


class StandingFilter(admin.SimpleListFilter):
    title = "情况"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("unverified", "待核验"),
            ("papers", "材料将到期"),
            ("suspended", "已暂停经营"),
            ("unlicensed", "没有有效授权"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        now = timezone.now()
        if self.value() == "unverified":
            return unverified(queryset, now=now)
        if self.value() == "papers":
            return with_papers_ending(queryset, now=now)
        if self.value() == "suspended":
            return queryset.filter(suspended_at__isnull=False)
        return queryset.filter(in_force=0) if self.value() == "unlicensed" else queryset


@register(
    Enterprise,
    name="企业",
    fields={
        "name": "名称",
        "brand_name": "品牌",
        "town": "乡镇",
        "kind": "类型",
        "registered_at": "建档时间",
    },
)
class EnterpriseAdmin(PapersAdmin):
    """Whom the brand may be given to, and everything on file about them."""

    list_display = (
        "name",
        "standing",
        "brand_name",
        "kind_shown",
        "town",
        "licences",
        "verify_by_",
    )
    list_filter = (StandingFilter, "town")
    list_filter_submit = True
    search_fields = ("name", "brand_name", "=credit_code", "slug", "permits__number")
    search_help_text = "名称、品牌、统一社会信用代码或许可证号"
    list_actions = (REGISTER,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enterprise]:
        in_force = Count("licences", filter=Q(licences__state__in=IN_FORCE), distinct=True)
        return super().get_queryset(request).annotate(in_force=in_force)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            # Kept on the object: its page needs them twice, for one pair of eyes.
            found.console_parts = enterprise_parts(found.pk, request.user)
        return found

    def actions_of(self, obj: Enterprise) -> Sequence[ObjectAction]:
        return (*ENTERPRISE_ACTIONS, *enterprise_actions())

    def subjects(self, obj: Enterprise) -> Sequence[Model]:
        others = [subject for part in obj.console_parts for subject in part.subjects]
        return (obj, *obj.contacts.all(), *others)

    @admin.display(description="情况")
    def standing(self, obj: Enterprise) -> Any:
        return label(_standing(obj))

    @admin.display(description="类型", ordering="kind")
    def kind_shown(self, obj: Enterprise) -> str:
        return ENTERPRISE_KINDS[obj.kind]

    @admin.display(description="有效授权")
    def licences(self, obj: Any) -> str:
        return str(obj.in_force) if obj.in_force else "—"

    @admin.display(description="核验有效至", ordering="verify_by")
    def verify_by_(self, obj: Enterprise) -> str:
        return moment(obj.verify_by)

    def label(self, obj: Enterprise) -> Label:
        return _standing(obj)

    def papers_of(self, obj: Enterprise) -> QuerySet[Document]:
        return Document.objects.filter(enterprise=obj)

    def panels(self, obj: Enterprise) -> list[Panel]:
        contributed = [panel for part in obj.console_parts for panel in part.panels]
        return [*enterprise_panels(obj, now=timezone.now()), *contributed]


def _standing(obj: Enterprise) -> Label:
    return verification(obj.verify_by, suspended_at=obj.suspended_at, now=timezone.now())
