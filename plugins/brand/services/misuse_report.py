"""Somebody reports a misuse of the brand; the office finds out and acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of
from plugins.brand.errors import NothingFound, PeriodInvalid, PicturesTooMany
from plugins.brand.models import Licence, MisuseReport, RegionalBrand, WarningLetter
from plugins.brand.rules import misuse as rules
from plugins.brand.services.document_add import paper_add, paper_of
from plugins.brand.services.reasons import reason_checked
from plugins.brand.states import MISUSE_TRANSITIONS, MisuseState
from plugins.kernel import audit
from plugins.kernel.transitions import move

PUBLIC = Actor(name="anonymous", user_id=None, permissions=frozenset())


@transaction.atomic
def misuse_report_file(
    *, facts: rules.ReportFacts, pictures: Sequence[bytes], random_digits: int, now: datetime
) -> MisuseReport:
    """Take a report from anybody. Pictures are written anew and lie outside media.

    Raises:
        PicturesTooMany, FileRefused: nothing was kept.
    """
    if len(pictures) > rules.MOST_PICTURES:
        raise PicturesTooMany(field="pictures", most=rules.MOST_PICTURES)
    clean = [paper_of(content, pictures_only=True) for content in pictures]
    report = MisuseReport.objects.create(
        number=rules.report_number(day=day_of(now), random_digits=random_digits),
        reported_at=now,
        place=facts.place,
        description=facts.description,
        certificate_number=facts.certificate_number,
        name=facts.name,
        contact=facts.contact,
    )
    for position, paper in enumerate(clean, start=1):
        report.evidence.add(
            paper_add(
                title=f"{report.number} 图 {position}",
                paper=paper,
                enterprise=None,
                expires_on=None,
                actor=PUBLIC,
                now=now,
            )
        )
    audit.record("brand.misuse.reported", report, actor=PUBLIC.name, pictures=len(clean))
    return report


@transaction.atomic
def misuse_investigate(*, report_id: int, actor: Actor) -> MisuseReport:
    """Take the report up.

    Raises:
        PermissionLacking, NothingFound, MoveRefused.
    """
    report = _handled(report_id, actor)
    _move(report, MisuseState.INVESTIGATING, action="brand.misuse.investigated", actor=actor)
    return report


@transaction.atomic
def misuse_decide(
    *,
    report_id: int,
    is_confirmed: bool,
    finding: str,
    licence: Licence | None,
    actor: Actor,
    now: datetime,
) -> MisuseReport:
    """Say what was found, and whose licence it concerns, if a licence at all.

    What follows for a licence is supervision's to decide.

    Raises:
        PermissionLacking, NothingFound, ReasonMissing, MoveRefused.
    """
    report = _handled(report_id, actor)
    state = MisuseState.CONFIRMED if is_confirmed else MisuseState.UNFOUNDED
    changes = {"decided_at": now, "finding": reason_checked(finding), "licence": licence}
    _move(report, state, action="brand.misuse.decided", actor=actor, changes=changes)
    return report


@transaction.atomic
def misuse_warn(
    *, report_id: int, addressee: str, answer_by: date, actor: Actor, now: datetime
) -> WarningLetter:
    """Write the warning letter of a confirmed case; the office sends it on paper.

    Raises:
        PermissionLacking, NothingFound, ReasonMissing, PeriodInvalid.
        MoveRefused: it is not confirmed, or warned already.
    """
    report = _handled(report_id, actor)
    today = day_of(now)
    if answer_by <= today:
        raise PeriodInvalid(field="answerBy")
    brand = RegionalBrand.objects.get(is_active=True)
    to = reason_checked(addressee)[:80]
    _move(report, MisuseState.WARNED, action="brand.misuse.warned", actor=actor)
    return WarningLetter.objects.create(
        report=report,
        number=f"{report.number}-W",
        addressee=to,
        text=rules.warning_text(
            addressee=to,
            brand=brand.name,
            office=brand.office_name,
            finding=report.finding.rstrip("。"),
            answer_by=answer_by,
            today=today,
        ),
        answer_by=answer_by,
        sent_at=now,
        sent_by=actor.name,
    )


@transaction.atomic
def misuse_close(*, report_id: int, reason: str, actor: Actor) -> MisuseReport:
    """Close a case that is dealt with.

    Raises:
        PermissionLacking, NothingFound, ReasonMissing, MoveRefused.
    """
    report = _handled(report_id, actor)
    _move(
        report,
        MisuseState.CLOSED,
        action="brand.misuse.closed",
        actor=actor,
        reason=reason_checked(reason),
    )
    return report


def _handled(report_id: int, actor: Actor) -> MisuseReport:
    actor.require(Role.HANDLE_MISUSE)
    report = MisuseReport.objects.select_for_update().filter(pk=report_id).first()
    if report is None:
        raise NothingFound(field="id", what="该举报", what_en="report")
    return report


def _move(
    report: MisuseReport,
    to: MisuseState,
    *,
    action: str,
    actor: Actor,
    changes: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    move(
        report,
        to,
        transitions=MISUSE_TRANSITIONS,
        actor=actor.name,
        action=action,
        reason=reason,
        changes=changes,
    )
