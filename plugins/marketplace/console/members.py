"""The page of an enterprise's people, and the switch between enterprises."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brand_theme.console.public import email_masked, enterprise_page
from plugins.brand.public import Enterprise
from plugins.kernel.numbers import whole_number
from plugins.marketplace.acting import acting, acting_switch, member_page
from plugins.marketplace.actors import MemberActor, actors_of
from plugins.marketplace.errors import NotAMember
from plugins.marketplace.roles import ROLE_TEXT, Role
from plugins.marketplace.selectors import colleagues, open_invitations
from plugins.marketplace.services.invitation_send import invitation_send
from plugins.marketplace.services.invitation_withdraw import invitation_withdraw
from plugins.marketplace.services.member_change import member_remove, member_roles_set

ROLES = [(role.value, ROLE_TEXT[role]) for role in Role]
ROLE_HINT = {
    "owner": "可做一切，并管理成员",
    "goods": "提交商品、改价改库存",
    "orders": "发货、售后",
    "finance": "发票、对账、结算",
}


def _members_url(**_ids: int) -> str:
    return reverse("enterprise:members")


def enterprise_name(request: HttpRequest) -> str:
    """Return the enterprise the member works for just now."""
    try:
        actor = acting(request)
    except NotAMember:
        return ""
    return Enterprise.objects.values_list("brand_name", flat=True).get(pk=actor.enterprise_id)


@require_GET
@member_page()
def members(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """Show the people; owners change them, everybody may leave or switch."""
    context = {
        "is_owner": actor.may(Role.OWNER),
        "people": [
            {
                "id": each.pk,
                "name": f"{each.user.last_name}{each.user.first_name}".strip() or "（未填姓名）",
                "email": email_masked(each.user.email),
                "roles": each.roles,
                "role_text": "、".join(ROLE_TEXT[role] for role in Role if role in each.held_roles),
                "is_me": each.pk == actor.member_id,
                "joined_at": each.joined_at,
            }
            for each in colleagues(actor)
        ],
        "invitations": [
            {
                "id": each.pk,
                "email": email_masked(each.email),
                "role_text": "、".join(ROLE_TEXT[Role(role)] for role in each.roles),
                "expires_at": each.expires_at,
            }
            for each in open_invitations(actor, now=timezone.now())
        ],
        "roles": [(value, text, ROLE_HINT[value]) for value, text in ROLES],
        "enterprises": _others(request),
        "present": actor.enterprise_id,
    }
    return enterprise_page(request, "marketplace/members.html", context, title="成员与企业")


@require_POST
@member_page(back=_members_url)
def invite(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    invitation_send(
        actor=actor,
        email=request.POST.get("email", ""),
        roles=request.POST.getlist("roles"),
        now=timezone.now(),
    )
    return _back(request, "邀请已发出，七天内有效。")


@require_POST
@member_page(back=_members_url)
def roles_set(request: HttpRequest, actor: MemberActor, member_id: int) -> HttpResponseBase:
    member_roles_set(actor=actor, member_id=member_id, roles=request.POST.getlist("roles"))
    return _back(request, "角色已更新。")


@require_POST
@member_page(back=_members_url)
def removed(request: HttpRequest, actor: MemberActor, member_id: int) -> HttpResponseBase:
    member_remove(actor=actor, member_id=member_id, now=timezone.now())
    if member_id == actor.member_id:
        return HttpResponseRedirect(reverse("enterprise:index"))
    return _back(request, "该成员已移除，登录立即失效。")


@require_POST
@member_page(back=_members_url)
def invitation_withdrawn(
    request: HttpRequest, actor: MemberActor, invitation_id: int
) -> HttpResponseBase:
    invitation_withdraw(actor=actor, invitation_id=invitation_id)
    return _back(request, "邀请已撤回，邮件里的链接不再有效。")


@require_POST
@member_page(back=_members_url)
def switch(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    """Work for another of one's enterprises."""
    acting_switch(request, enterprise_id=whole_number(request.POST.get("enterprise")) or 0)
    return HttpResponseRedirect(reverse("enterprise:index"))


def _others(request: HttpRequest) -> list[tuple[int, str]]:
    ids = [actor.enterprise_id for actor in actors_of(user=request.user)]
    found = Enterprise.objects.filter(pk__in=ids).order_by("pk")
    return list(found.values_list("pk", "brand_name")) if len(ids) > 1 else []


def _back(request: HttpRequest, said: str) -> HttpResponseBase:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("enterprise:members"))
