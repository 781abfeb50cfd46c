"""Every page of both consoles, and somebody whose work it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Count, Model
from django.urls import reverse

from brand_theme.console.contributions import enterprise_pages, grants, list_url, queues_for
from brand_theme.console.objects import ReadOnlyModelAdmin
from brand_theme.console.parts import view_permission
from brand_theme.console.roles import Role, roles_apply
from brand_theme.console.sites import console_site, enterprise_site
from plugins.after_sales.models import Case
from plugins.brand.models import Licence
from plugins.child_orders.models import ChildOrder
from plugins.credit.models import Fact
from plugins.listings.models import Listing
from plugins.marketplace.models import Member
from plugins.notices.models import Notice
from plugins.reviews.models import Post
from plugins.settlement.models import Period

User = get_user_model()


@dataclass(frozen=True)
class Page:
    """A page as somebody opens it.

    Attributes:
        who: the role, or "enterprise" for the owner of the busiest one.
        title: what it is, as the table of figures names it.
    """

    who: str
    title: str
    url: str


def people() -> dict[str, Any]:
    """Make a member of the staff for each role; find the owner of the busiest enterprise."""
    roles_apply(grants=grants())
    found: dict[str, Any] = {}
    for role in Role:
        user, _ = User.objects.get_or_create(
            email=f"bench-{role.name.lower()}@example.com",
            defaults={"is_staff": True, "is_active": True},
        )
        user.groups.set(Group.objects.filter(name=role.value))
        found[role.value] = user
    owner = Member.objects.filter(roles__contains=["owner"], state="active")
    busiest = _busiest()
    if busiest is not None:
        found[ENTERPRISE] = owner.filter(enterprise=busiest).select_related("user")[0].user
    return found


ENTERPRISE = "企业"


def _busiest() -> int | None:
    counts = ChildOrder.objects.order_by().values("enterprise_id").annotate(n=Count("pk"))
    first = counts.filter(enterprise__members__roles__contains=["owner"]).order_by("-n").first()
    return first["enterprise_id"] if first else None


def staff_pages(people: dict[str, Any]) -> Iterator[Page]:
    """Yield the first screen of each role, and every page of every registered model."""
    for role in Role:
        yield Page(role.value, f"今日工作 {role.value}", reverse("console:index"))
        for queue in queues_for(people[role.value]):
            yield Page(role.value, f"队列 {queue.title}", list_url(queue.model, queue.query))
    yield from _searches()
    for model, admin in console_site._registry.items():
        if isinstance(admin, ReadOnlyModelAdmin):
            yield from _model_pages(model, admin)


def _searches() -> Iterator[Page]:
    """The box that searches over everything: by number, by phone, by words."""
    number = ChildOrder.objects.order_by("-pk").values_list("number", flat=True).first() or "2511"
    who = Role.ADMINISTRATOR.value
    for text in (number[:10], "1234", "金牛青云"):
        yield Page(who, f"搜索 {text}", f"{reverse('console:search')}?s={text}")


def role_for(model: type[Model]) -> Role:
    """Return the first role that may see the model; administrators see everything."""
    wanted, given = view_permission(model), grants()
    return next((role for role in Role if wanted in given[role]), Role.ADMINISTRATOR)


def _model_pages(model: type[Model], admin: ReadOnlyModelAdmin) -> Iterator[Page]:
    who, name = role_for(model).value, str(model._meta.verbose_name)
    listed = list_url(model)
    yield Page(who, f"{name} 列表", listed)
    for state, shown in admin.states.items():
        yield Page(who, f"{name} {shown.text}", f"{listed}?{admin.state_field}={state}")
    newest = model._default_manager.order_by("-pk").first()
    if newest is None:
        return
    for text in _search_texts(newest, admin):
        yield Page(who, f"{name} 搜索 {text}", f"{listed}?q={text}")
    meta = model._meta
    page = reverse(f"console:{meta.app_label}_{meta.model_name}_change", args=[newest.pk])
    yield Page(who, f"{name} 一项", page)


def _search_texts(newest: Model, admin: ReadOnlyModelAdmin) -> list[str]:
    """Return what somebody would type: the beginning of each field that is searched."""
    texts = []
    for name in admin.search_fields:
        value: Any = newest
        for part in name.lstrip("^=@").split("__"):
            value = getattr(value, part, None)
        if value:
            whole = name.startswith("=")
            texts.append(str(value) if whole else str(value)[:6])
    # What is nowhere has to be looked for everywhere.
    return [*dict.fromkeys(texts), "查无此词"] if admin.search_fields else []


def member_pages(owner: Any) -> Iterator[Page]:
    """Yield every page that the owner of an enterprise can open."""
    enterprise_id = Member.objects.filter(user=owner).values_list("enterprise_id", flat=True)[0]
    yield Page(ENTERPRISE, "企业首页", reverse("enterprise:index"))
    for page in enterprise_pages():
        arguments = _arguments(page.route, enterprise_id)
        if arguments is not None and "." not in page.route:
            yield Page(ENTERPRISE, page.route, reverse(f"enterprise:{page.name}", args=arguments))
    for show in ("late", "messages", "all", "received", "shipped"):
        url = f"{reverse('enterprise:orders')}?show={show}"
        yield Page(ENTERPRISE, f"orders/?show={show}", url)
    for model, admin in enterprise_site._registry.items():
        if isinstance(admin, ReadOnlyModelAdmin):
            yield from _model_pages(model, admin)


#: First part of a route and a name in it → the newest of the enterprise's own.
_OWN: dict[tuple[str, str], Callable[[int], Any]] = {
    ("orders", "number"): lambda pk: _first(ChildOrder, pk, "number", paid_at__isnull=False),
    ("after-sales", "number"): lambda pk: (
        Case.objects.filter(child_order__enterprise=pk).values_list("number", flat=True).first()
    ),
    ("goods", "listing_id"): lambda pk: _first(Listing, pk, "pk"),
    ("settlement", "period_id"): lambda pk: _first(Period, pk, "pk"),
    ("licences", "licence_id"): lambda pk: _first(Licence, pk, "pk"),
    ("reviews", "review_id"): lambda pk: _first(Post, pk, "pk", kind="review"),
    ("questions", "question_id"): lambda pk: _first(Post, pk, "pk", kind="question"),
    ("credit", "fact_id"): lambda pk: _first(Fact, pk, "pk", appeal=None),
    ("notices", "copy_id"): lambda pk: _first(
        Notice, pk, "copies__pk", copies__member__roles__contains=["owner"]
    ),
}


def _first(model: Any, enterprise_id: int, name: str, **wanted: Any) -> Any:
    found = model.objects.filter(enterprise_id=enterprise_id, **wanted).order_by("-pk")
    return found.values_list(name, flat=True).first()


def _arguments(route: str, enterprise_id: int) -> list[Any] | None:
    """Return what a route needs; None when it is no page of one of the things above."""
    first, *parts = route.split("/")
    names = [(first, part.split(":")[-1].rstrip(">")) for part in parts if "<" in part]
    if any(name not in _OWN for name in names):
        return None
    values = [_OWN[name](enterprise_id) for name in names]
    return None if None in values else values
