"""Submissions of the demonstration: through the services that people use, one in each state."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PIL import Image
from saleor.account.models import User

from plugins.brand.public import Actor
from plugins.listings import public as listings
from plugins.listings.public import ClaimWarning, Listing, Submission
from plugins.marketplace.public import MemberActor

REVIEWER = "brand@example.com"
LABEL = {
    "origin": "湖北省大冶市",
    "date": "采收或生产日期见包装",
    "address": "湖北省大冶市（演示地址）",
    "contact": "0714-0000000（演示）",
    "ingredients": "见包装",
    "shelf_life": "见包装",
    "licence": "演示-0001",
    "alcohol": "42 %vol",
    "caution": "过量饮酒有害健康",
    "material": "见包装",
}


def demo_submissions_load(*, actor: MemberActor, slug: str, now: datetime) -> None:
    """Make the enterprise's submissions once; what people did since stays."""
    listing = Listing.objects.filter(
        enterprise_id=actor.enterprise_id, product__isnull=False
    ).first()
    made = Submission.objects.filter(listing__enterprise_id=actor.enterprise_id)
    office = User.objects.filter(email=REVIEWER).first()
    if listing is None or office is None or made.exists():
        return
    case = _Case(actor, listing, office, now)
    for tell in STORIES[slug]:
        tell(case)


class _Case:
    """An enterprise, a good of its to begin from, and somebody of the office."""

    def __init__(self, actor: MemberActor, listing: Listing, office: Any, now: datetime) -> None:
        self.actor, self.listing, self.now = actor, listing, now
        self.office = Actor(
            name=f"staff:{office.pk}",
            user_id=office.pk,
            permissions=frozenset({listings.REVIEW}),
        )

    def saved(self, submission: Submission, **changes: Any) -> Submission:
        return listings.submission_save(
            actor=self.actor,
            submission_id=submission.pk,
            changes=changes,
            version=submission.version,
            now=self.now,
        )

    def _filled(self, **changes: Any) -> dict[str, Any]:
        live = listings.live_content(self.listing).as_json()
        maker = self.listing.enterprise.name
        label = {**_label(live["goods_class"]), **live["label"], "maker": maker}
        is_produce = "origin" in label
        certificate = {
            "basis": "self_test",
            "issued_on": f"{self.now:%Y-%m-%d}",
            "quantity": "200 份",
        }
        return {
            "label": label,
            "standard": live["standard"] or ("" if is_produce else "Q/YS 0001（演示）"),
            "compliance": certificate if is_produce else {},
            **changes,
        }

    def new(self, name: str, **changes: Any) -> Submission:
        live = listings.live_content(self.listing).as_json()
        variants = [{**each, "sku": ""} for each in live["variants"][:2]]
        submission = listings.listing_draft(actor=self.actor, now=self.now)
        taken = {key: live[key] for key in ("goods_class", "category", "attributes", "description")}
        return self.saved(
            submission,
            **taken,
            **self._filled(name=name, variants=variants, pictures=[self._picture()], **changes),
        )

    def edit(self, **changes: Any) -> Submission:
        """Of another good of the enterprise's each time: one has one open submission."""
        free = Listing.objects.filter(
            enterprise_id=self.actor.enterprise_id, product__isnull=False
        ).exclude(submissions__isnull=False)
        self.listing = free.first() or self.listing
        submission = listings.edit_start(actor=self.actor, listing_id=self.listing.pk, now=self.now)
        if not submission.content["pictures"]:  # seeded without pictures
            changes["pictures"] = [self._picture()]
        return self.saved(submission, **self._filled(**changes))

    def _picture(self) -> str:
        image = self.listing.product.images.first() if self.listing.product else None
        try:
            file = image.image.open() if image else _plain()
        except FileNotFoundError:  # seeded without pictures
            file = _plain()
        return listings.picture_keep(actor=self.actor, file=file, now=self.now).name

    def submit(self, submission: Submission, *, days: int) -> Submission:
        return listings.submission_submit(
            actor=self.actor, submission_id=submission.pk, now=self.now - timedelta(days=days)
        )

    def take(self, submission: Submission) -> Submission:
        return listings.submission_take(actor=self.office, submission_id=submission.pk)


def _label(goods_class: str) -> dict[str, str]:
    return {
        item.value: LABEL[item.value]
        for item in listings.wanted_items(goods_class)
        if item.value in LABEL
    }


def _plain() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (800, 800), "#c9b38c").save(out, format="JPEG")
    out.seek(0)
    return out


def _draft(case: _Case) -> None:
    submission = listings.listing_draft(actor=case.actor, now=case.now)
    case.saved(submission, name="还没想好名字的新品（演示）")


def _submitted(case: _Case) -> None:
    case.submit(case.new("当季新品（演示）"), days=1)


def _overruled(case: _Case) -> None:
    submission = case.new("顶级品鉴装（演示）")
    listings.warning_override(
        actor=case.actor,
        submission_id=submission.pk,
        warning=ClaimWarning(field="name", rule="superlative", found="顶级"),
        reason="演示：注册商标“顶级”字样，证书已交品牌办",
        now=case.now,
    )
    case.submit(submission, days=3)


def _in_review(case: _Case) -> None:
    live = listings.live_content(case.listing)
    edit = case.edit(description=f"{live.description}\n演示：补充了吃法和储存提示。", grade="一级")
    case.take(case.submit(edit, days=1))


def _changes_asked(case: _Case) -> None:
    submission = case.take(case.submit(case.edit(grade="一级"), days=2))
    listings.submission_ask_changes(
        actor=case.office,
        submission_id=submission.pk,
        reasons={"grade": "演示：请写明依据哪个标准的一级"},
        opinion="其余没有问题",
        now=case.now,
    )


def _rejected(case: _Case) -> None:
    submission = case.take(case.submit(case.new("外地代工款（演示）"), days=4))
    listings.submission_reject(
        actor=case.office,
        submission_id=submission.pk,
        reasons={},
        opinion="演示：不是本地生产，不在授权范围",
        now=case.now,
    )


def _approved(case: _Case) -> None:
    submission = case.take(case.submit(case.edit(grade="一级"), days=5))
    listings.submission_approve(
        actor=case.office, submission_id=submission.pk, opinion="演示：通过", now=case.now
    )


def _withdrawn(case: _Case) -> None:
    submission = case.submit(case.new("撤回的新品（演示）"), days=6)
    listings.submission_withdraw(actor=case.actor, submission_id=submission.pk)


STORIES: dict[str, tuple[Callable[[_Case], None], ...]] = {
    "zhaoshan-taoshe": (_draft, _submitted, _changes_asked),
    "keling-jiaofang": (_in_review, _rejected, _withdrawn),
    "tangxia-qing": (_overruled, _approved),
}
