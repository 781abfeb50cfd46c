"""The brand office decides an appeal; an upheld one corrects the scores it counted in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.brand.public import Actor, is_tied
from plugins.credit import errors
from plugins.credit.models import Appeal, CreditScore
from plugins.credit.permissions import DECIDE
from plugins.credit.rules.score import Count, Score, score_of, without
from plugins.credit.selectors.formulas import kinds_of, sources_of
from plugins.credit.selectors.scores import counting
from plugins.credit.services.scores_write import score_write_again, scores_lock
from plugins.credit.states import APPEAL_TRANSITIONS, AppealState
from plugins.kernel.transitions import move

DECISION_LONGEST = 200


@transaction.atomic
def appeal_decide(
    *, appeal_id: int, is_upheld: bool, decision: str, actor: Actor, now: datetime
) -> Appeal:
    """Decide with words that the enterprise reads.

    Upheld, the fact counts no more: every published score it is in is followed by a
    corrected one that says why, and later periods leave it out.

    Raises:
        PermissionLacking, AppealNotFound, MoveRefused.
        DeciderTied: tied to the enterprise, or the fact is of their own recording.
        AppealTextInvalid: no words, or too many.
    """
    actor.require(DECIDE)
    words = " ".join(decision.split())
    if not 1 <= len(words) <= DECISION_LONGEST:
        raise errors.AppealTextInvalid(field="decision", least=1, most=DECISION_LONGEST)
    appeal = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("fact")
        .filter(pk=appeal_id)
        .first()
    )
    if appeal is None:
        raise errors.AppealNotFound(field="appeal")
    why = tie_of(appeal, actor=actor)
    if why:
        raise errors.DeciderTied(why=why)
    if is_upheld:
        _move(appeal, AppealState.UPHELD, actor, words, now, action="credit.appeal.upheld")
        _correct(appeal, actor=actor, now=now)
    else:
        _move(appeal, AppealState.DISMISSED, actor, words, now, action="credit.appeal.dismissed")
    return appeal


def tie_of(appeal: Appeal, *, actor: Actor) -> str:
    """Return in words why somebody keeps out of an appeal, or ""."""
    if actor.user_id is None:
        return "不是办理人员"
    if actor.user_id == appeal.filed_by_id:
        return "是申诉的提出人"
    if actor.name == appeal.fact.recorded_by:
        return "是这条事实的记录人"
    if is_tied(user_id=actor.user_id, enterprise_id=appeal.enterprise_id):
        return "与该企业有利害关系"
    return ""


def _move(
    appeal: Appeal, to: AppealState, actor: Actor, words: str, now: datetime, *, action: str
) -> None:
    move(
        appeal,
        to,
        transitions=APPEAL_TRANSITIONS,
        actor=actor.name,
        action=action,
        reason=words,
        changes={"decided_by_id": actor.user_id, "decided_at": now, "decision": words},
    )


def _correct(appeal: Appeal, *, actor: Actor, now: datetime) -> None:
    """Take the fact out of each score that counts, from what that score itself has kept."""
    scores_lock()
    concerned = counting().filter(enterprise=appeal.enterprise_id, facts=appeal.fact)
    for score in concerned.select_related("formula").prefetch_related("parts", "facts"):
        score_write_again(
            score,
            _without(score, appeal),
            facts=[fact.pk for fact in score.facts.all() if fact.pk != appeal.fact_id],
            reason=f"申诉成立，剔除：{appeal.fact.title}"[:200],
            actor=actor.name,
            now=now,
        )


def _without(score: CreditScore, appeal: Appeal) -> Score:
    version, source = score.formula, appeal.fact.source
    counts: dict[str, Count] = {part.source: part.count for part in score.parts.all()}
    counts[source] = without(counts[source])
    return score_of(counts=counts, kinds=kinds_of(sources_of(version)), formula=version.formula)
