"""An enterprise's goods: the list, one good, and its pictures."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from saleor.product.models import ProductImage

from brand_theme.console.public import EnterpriseCard, Label, Tone, enterprise_page, timeline_of
from plugins.kernel.sale_guards import sale_refusals
from plugins.listings.console.texts import STATES
from plugins.listings.errors import PictureNotFound
from plugins.listings.models import Submission
from plugins.listings.picture_store import picture_folder
from plugins.listings.rules.content import Content
from plugins.listings.rules.edits import FIELD_TEXT
from plugins.listings.selectors.live_content import LIVE_PICTURE
from plugins.listings.selectors.own import GoodsLine, own_goods, own_listing, own_picture
from plugins.listings.selectors.sales import sales_rows
from plugins.listings.services.submission_start import edit_start, listing_draft
from plugins.marketplace.public import (
    MemberActor,
    NotAMember,
    Role,
    acting,
    member_page,
)

FILTERS = (("", "全部"), ("live", "在售"), ("stopped", "未在售"), ("open", "办理中"))


@require_GET
@member_page(Role.GOODS)
def goods(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    chosen = request.GET.get("show", "")
    lines = own_goods(actor, now=timezone.now())
    tests = {
        "live": lambda line: line.is_live and not line.refusal,
        "stopped": lambda line: line.is_live and line.refusal,
        "open": lambda line: line.open is not None,
    }
    shown = [line for line in lines if chosen not in tests or tests[chosen](line)]
    context = {
        "lines": [_shown(line) for line in shown],
        "filters": [(value, text, value == chosen) for value, text in FILTERS],
        "total": len(lines),
    }
    return enterprise_page(request, "listings/goods.html", context, title="商品")


def _shown(line: GoodsLine) -> dict[str, Any]:
    return {"line": line, "label": sale_label(line), "open_label": open_label(line.open)}


def sale_label(line: GoodsLine) -> Label:
    if not line.is_live:
        return Label("未上架")
    return Label(f"不在售：{line.refusal}", Tone.BAD) if line.refusal else Label("在售", Tone.GOOD)


def open_label(submission: Submission | None) -> Label | None:
    return STATES[submission.state] if submission else None


@require_POST
@member_page(Role.GOODS, back=lambda: reverse("enterprise:goods"))
def new(request: HttpRequest, actor: MemberActor) -> HttpResponseBase:
    return _to_form(listing_draft(actor=actor, now=timezone.now()))


@require_POST
@member_page(Role.GOODS, back=lambda listing_id: reverse("enterprise:good", args=[listing_id]))
def edit(request: HttpRequest, actor: MemberActor, listing_id: int) -> HttpResponseBase:
    return _to_form(edit_start(actor=actor, listing_id=listing_id, now=timezone.now()))


def _to_form(submission: Submission) -> HttpResponseBase:
    return HttpResponseRedirect(reverse("enterprise:wizard", args=[submission.pk, "basics"]))


@require_GET
@member_page(Role.GOODS)
def good(request: HttpRequest, actor: MemberActor, listing_id: int) -> HttpResponseBase:
    """Everything about one good: whether it is sold, what is under way, what happened."""
    listing = own_listing(actor, listing_id)
    submissions = list(listing.submissions.all())
    [line] = [
        each for each in own_goods(actor, now=timezone.now()) if each.listing.pk == listing.pk
    ]
    refused = sale_refusals(
        product_ids=[listing.product_id] if listing.product_id else [], at=timezone.now()
    )
    context = {
        "listing": listing,
        "line": line,
        "label": sale_label(line),
        "refusal": next(iter(refused.values()), ""),
        "rows": sales_rows(listing.product) if listing.product else [],
        "submissions": [
            {
                "it": each,
                "label": STATES[each.state],
                "decisions": [
                    (FIELD_TEXT[field], reason) for field, reason in each.decisions.items()
                ],
            }
            for each in submissions
        ],
        "recalls": listing.recalls.all(),
        "timeline": timeline_of([listing, *submissions], names={}),
    }
    return enterprise_page(request, "listings/good.html", context, title=line.name)


@require_GET
@member_page(Role.GOODS)
def picture(request: HttpRequest, actor: MemberActor, name: str) -> HttpResponseBase:
    """Show a picture of the enterprise's own that is not public (yet)."""
    return picture_response(own_picture(actor, name).name)


def picture_response(name: str) -> HttpResponseBase:
    """Raises:
    PictureNotFound: the file is gone.
    """
    path = picture_folder().path_of(name)
    if not path.is_file():
        raise PictureNotFound()
    response = FileResponse(path.open("rb"), content_type="image/webp")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def picture_urls(content: Content, *, page: str) -> list[tuple[str, str]]:
    """Return name and address of each picture; `page` names the one that shows private ones."""
    live = [name for name in content.pictures if name.startswith(LIVE_PICTURE)]
    images = ProductImage.objects.in_bulk([int(name.removeprefix(LIVE_PICTURE)) for name in live])
    urls = []
    for name in content.pictures:
        if not name.startswith(LIVE_PICTURE):
            urls.append((name, reverse(page, args=[name])))
            continue
        image = images.get(int(name.removeprefix(LIVE_PICTURE)))
        if image is not None:
            urls.append((name, image.image.url))
    return urls


def enterprise_cards(request: HttpRequest) -> list[EnterpriseCard]:
    """What of an enterprise's goods waits for its people."""
    try:
        actor = acting(request)
    except NotAMember:
        return []
    if not actor.may(Role.GOODS):
        return []
    lines = own_goods(actor, now=timezone.now())
    url = reverse("enterprise:goods")
    asked = [line for line in lines if line.open and line.open.state == "changes_asked"]
    drafts = [line for line in lines if line.open and line.open.state == "draft"]
    stopped = [line for line in lines if line.is_live and line.refusal]
    low = [line for line in lines if line.is_low and not line.refusal]
    return [
        EnterpriseCard(
            "品牌办要求修改",
            "按每项的原因改好再提交。",
            "edit_note",
            f"{url}?show=open",
            len(asked),
            True,
        ),
        EnterpriseCard(
            "不在售的商品",
            "打开看原因：授权、资质或停售。",
            "block",
            f"{url}?show=stopped",
            len(stopped),
            True,
        ),
        EnterpriseCard(
            "库存不足的商品", "不到 10 件，尽快补货。", "inventory_2", f"{url}?show=live", len(low)
        ),
        EnterpriseCard(
            "没填完的草稿", "填完提交后才会审核。", "draft", f"{url}?show=open", len(drafts)
        ),
    ]
