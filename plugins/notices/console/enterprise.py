"""A member's notices: listed, opened, and the kinds that are mailed."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brand_theme.console.public import EnterpriseCard, enterprise_page
from plugins.marketplace.public import MemberActor, NotAMember, acting, member_page
from plugins.notices.rules import KINDS
from plugins.notices.selectors import copies_of, declined_kinds, unread_count
from plugins.notices.services.notices_read import kinds_choose, notice_read, notices_read_all

PER_PAGE = 30


@require_GET
@member_page()
def notices(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    kind = request.GET.get("kind", "")
    chosen = kind if kind in KINDS else ""
    mine = copies_of(member_id=actor.member_id, kind=chosen)
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    declined = declined_kinds(member_id=actor.member_id)
    context = {
        "page": page,
        "copies": [(copy, KINDS[copy.notice.kind]) for copy in page.object_list],
        "unread": unread_count(member_id=actor.member_id),
        "kinds": [(value, text, value == chosen) for value, text in KINDS.items()],
        "mailed": [(value, text, value not in declined) for value, text in KINDS.items()],
        "chosen": chosen,
    }
    return enterprise_page(request, "notices/notices.html", context, title="消息")


@require_GET
@member_page()
def notice(request: HttpRequest, actor: MemberActor, copy_id: int) -> HttpResponseBase:
    """Show one notice; who opens it has read it."""
    copy = notice_read(actor=actor, copy_id=copy_id, now=timezone.now())
    context = {"copy": copy, "notice": copy.notice, "kind": KINDS[copy.notice.kind]}
    return enterprise_page(request, "notices/notice.html", context, title=copy.notice.subject)


def _url(**_ids: int) -> str:
    return reverse("enterprise:notices")


@require_POST
@member_page(back=_url)
def read_all(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    messages.success(
        request, f"{notices_read_all(actor=actor, now=timezone.now())} 条消息已标为读过。"
    )
    return HttpResponseRedirect(_url())


@require_POST
@member_page(back=_url)
def kinds(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    kinds_choose(actor=actor, kinds=request.POST.getlist("kinds"), now=timezone.now())
    messages.success(request, "已保存。授权和合同要求告知的事项仍会寄出。")
    return HttpResponseRedirect(_url())


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    """How much the member has not read yet."""
    try:
        actor = acting(request)
    except NotAMember:
        return []
    unread = copies_of(member_id=actor.member_id).filter(read_at__isnull=True)
    latest = unread.first()
    if latest is None:
        return []
    return [
        EnterpriseCard(
            "未读消息",
            f"最新：{latest.notice.subject}",
            "notifications",
            _url(),
            unread_count(member_id=actor.member_id),
        )
    ]
