"""An enterprise appeals against a fact, or takes its appeal back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.brand.public import Actor, Enterprise, document_add
from plugins.credit import errors
from plugins.credit.calendar import last_working_day
from plugins.credit.models import Appeal
from plugins.credit.models.appeal import MOST_PAPERS, TEXT_LEAST, TEXT_MOST
from plugins.credit.selectors.scores import appeal_last_day, is_in_time, own_fact
from plugins.credit.states import APPEAL_TRANSITIONS, AppealState
from plugins.kernel import audit
from plugins.kernel.transitions import move
from plugins.marketplace.public import MemberActor, Role

#: The office has this long to decide.
DECIDE_WORKING_DAYS = 10


def appeal_file(
    *,
    actor: MemberActor,
    fact_id: int,
    text: str,
    papers: Sequence[bytes] = (),
    now: datetime,
) -> Appeal:
    """Appeal for the enterprise, once for each fact, with PDF, JPEG or PNG papers.

    Raises:
        RoleMissing: the member is no owner.
        FactNotFound: not a fact of this enterprise.
        AppealTooLate, AppealedBefore, AppealTextInvalid, AppealPapersTooMany, FileRefused:
            nothing was changed.
    """
    actor.require(Role.OWNER)
    words = text.strip()
    if not TEXT_LEAST <= len(words) <= TEXT_MOST:
        raise errors.AppealTextInvalid(field="text", least=TEXT_LEAST, most=TEXT_MOST)
    if len(papers) > MOST_PAPERS:
        raise errors.AppealPapersTooMany(field="papers", most=MOST_PAPERS)
    fact = own_fact(enterprise_id=actor.enterprise_id, fact_id=fact_id)
    last_day = appeal_last_day(fact)
    if not is_in_time(last_day, now=now):
        raise errors.AppealTooLate(last_day=last_day.isoformat() if last_day else "—")
    try:
        return _filed(actor, fact_id=fact.pk, text=words, papers=papers, now=now)
    except IntegrityError as error:
        raise errors.AppealedBefore() from error


@transaction.atomic
def _filed(
    actor: MemberActor, *, fact_id: int, text: str, papers: Sequence[bytes], now: datetime
) -> Appeal:
    appeal = Appeal.objects.create(
        fact_id=fact_id,
        enterprise_id=actor.enterprise_id,
        text=text,
        filed_by_id=actor.user_id,
        filed_at=now,
        decide_by=last_working_day(after=timezone.localdate(now), working_days=DECIDE_WORKING_DAYS),
    )
    filer = Actor(name=str(actor), user_id=actor.user_id, permissions=frozenset())
    enterprise = Enterprise.objects.get(pk=actor.enterprise_id)
    appeal.papers.set(
        document_add(
            title=f"信用申诉 {appeal.pk} 附件 {number}",
            content=content,
            enterprise=enterprise,
            expires_on=None,
            actor=filer,
            now=now,
        )
        for number, content in enumerate(papers, start=1)
    )
    audit.record("credit.appeal.filed", appeal, actor=str(actor), fact=fact_id)
    return appeal


def appeal_withdraw(*, actor: MemberActor, appeal_id: int) -> Appeal:
    """Take an appeal back; the fact counts on.

    Raises:
        RoleMissing, AppealNotFound.
        MoveRefused: it is decided.
    """
    actor.require(Role.OWNER)
    appeal = Appeal.objects.filter(enterprise=actor.enterprise_id, pk=appeal_id).first()
    if appeal is None:
        raise errors.AppealNotFound(field="appeal")
    move(
        appeal,
        AppealState.WITHDRAWN,
        transitions=APPEAL_TRANSITIONS,
        actor=str(actor),
        action="credit.appeal.withdrawn",
    )
    return appeal
