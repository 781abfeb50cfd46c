"""Scores of the last months by the shop's own rules, appeals, and what enterprises were told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from plugins.after_sales.models import Case
from plugins.brand.clock import midnight_after
from plugins.credit.calendar import last_working_day
from plugins.credit.models import Appeal, CreditScore, Fact
from plugins.credit.rules.periods import Span, span_before
from plugins.credit.selectors.formulas import formula_on
from plugins.credit.services.appeal_file import DECIDE_WORKING_DAYS
from plugins.credit.services.scores_publish import scores_publish
from plugins.credit.states import AppealState
from plugins.kernel.models import AuditEntry, OutboxMessage, OutboxState
from plugins.kernel.notices import addressed, declared_notices
from plugins.marketplace.models import Member
from plugins.notices.models import Notice, NoticeCopy
from plugins.notices.rules import SUBJECT_LONGEST, TEXT_LONGEST, filled
from saleor_config.bench.generator.copying import Ids, Rows, one_piece
from saleor_config.bench.generator.world import World

SYSTEM = "system:credit"
MONTHS = 3
#: One fact in so many is appealed against.
APPEALED_IN = 4
#: An upheld appeal corrects scores; the generator leaves that to whoever tries the desk.
APPEALS = (AppealState.OPEN, AppealState.DISMISSED, AppealState.WITHDRAWN)
#: Enterprises are told of what happened so lately.
TOLD_SINCE = timedelta(days=35)


def scores_make(world: World) -> int:
    """Publish the last months' scores where they are missing; return how many were."""
    made = 0
    for span in reversed(list(_spans(world))):
        with one_piece():
            at = midnight_after(span.ends_on) + timedelta(hours=3)
            last = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            made += scores_publish(span=span, actor=SYSTEM, now=at).published
            # The notices follow below, without the mails.
            OutboxMessage.objects.filter(pk__gt=last, topic="notices.write").update(
                state=OutboxState.DONE, attempts=1, done_at=at
            )
    with one_piece():
        _appeal(world)
    return made


def _spans(world: World) -> Iterator[Span]:
    day = timezone.localdate(world.size.until)
    months = formula_on(day).period_months
    for _ in range(MONTHS):
        span = span_before(day, months=months)
        yield span
        day = span.starts_on


def _appeal(world: World) -> None:
    mine = Fact.objects.filter(enterprise__slug__startswith=f"{world.size.mark}-")
    if Appeal.objects.filter(fact__in=mine).exists():
        return
    rows = Rows(
        Appeal, "fact_id", "enterprise_id", "state", "filed_by_id", "filed_at", "decide_by",
        "decided_by_id", "decided_at", "decision",
        text="当天快递停运，有快递公司的证明。",
    )  # fmt: skip
    filed = world.size.until - timedelta(days=4)
    for number, (fact_id, enterprise_id) in enumerate(
        mine.order_by("pk").values_list("pk", "enterprise_id")
    ):
        if number % APPEALED_IN:
            continue
        state = APPEALS[number // APPEALED_IN % len(APPEALS)]
        is_decided = state is AppealState.DISMISSED
        rows.add(
            fact_id, enterprise_id, state.value, world.owner_of(enterprise_id), filed,
            last_working_day(after=timezone.localdate(filed), working_days=DECIDE_WORKING_DAYS),
            world.officer_id if is_decided else None,
            filed + timedelta(days=2) if is_decided else None,
            "证明与这一单的日期不符。" if is_decided else "",
        )  # fmt: skip
    rows.write()


def notices_make(world: World) -> int:
    """Tell enterprises of their scores and cases; return how many notices were new."""
    with one_piece():
        writer = _Notices(world)
        for kind, ids in _objects(world):
            writer.write(kind, ids)
        return writer.end()


def _objects(world: World) -> Iterator[tuple[str, list[str]]]:
    since, mark = world.size.until - TOLD_SINCE, f"{world.size.mark}-"
    scores = CreditScore.objects.filter(
        enterprise__slug__startswith=mark, published_at__gte=since
    ).order_by("pk")
    cases = Case.objects.filter(idempotency_key__startswith=mark, requested_at__gte=since)
    for model, found in ((CreditScore, scores), (Case, cases.order_by("pk"))):
        ids = [str(pk) for pk in found.values_list("pk", flat=True)]
        yield model._meta.label_lower, ids


class _Notices:
    """Notices in the shop's own words, each with a copy for whoever it is for."""

    def __init__(self, world: World) -> None:
        self.size, self.ids = world.size, Ids(Notice)
        self.said = declared_notices()
        self.notices = Rows(
            Notice, "id", "entry_id", "enterprise_id", "kind", "role", "subject", "text",
            "english", "button", "path", "is_required", "written_at",
        )  # fmt: skip
        self.copies = Rows(NoticeCopy, "notice_id", "member_id", "address", "mailed_at", "read_at")
        members = Member.objects.filter(enterprise__slug__startswith=f"{world.size.mark}-")
        self.members: dict[int, list[Member]] = {}
        for member in members.select_related("user", "enterprise").order_by("pk"):
            self.members.setdefault(member.enterprise_id, []).append(member)

    def write(self, object_type: str, object_ids: list[str]) -> None:
        entries = AuditEntry.objects.filter(
            object_type=object_type, object_id__in=object_ids, action__in=self.said, notices=None
        ).order_by("pk")
        known = list(entries)
        whom = addressed(object_type, {entry.object_id for entry in known}) if known else {}
        for entry in known:
            for each in whom.get(entry.object_id, ()):
                if each.enterprise_id in self.members:
                    self._notice(entry, each)

    def _notice(self, entry: AuditEntry, whom: Any) -> None:
        said, notice_id = self.said[entry.action], self.ids.next()
        members = self.members[whom.enterprise_id]
        facts = {"reason": entry.reason, "enterprise": members[0].enterprise.name, **whom.facts}
        at = min(entry.at, self.size.until)
        self.notices.add(
            notice_id, entry.pk, whom.enterprise_id, said.kind, said.role,
            filled(said.subject, facts, longest=SUBJECT_LONGEST),
            filled(said.text, facts, longest=TEXT_LONGEST), said.english, said.button,
            reverse(f"enterprise:{whom.page}", args=list(whom.page_args)), said.is_required, at,
        )  # fmt: skip
        for member in members:
            if {"owner", said.role} & set(member.roles):
                read_at = None if notice_id % 3 else at + timedelta(hours=5)
                self.copies.add(notice_id, member.pk, member.user.email, at, read_at)

    def end(self) -> int:
        count = self.notices.write()
        self.copies.write()
        return count
