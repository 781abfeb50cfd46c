"""Carries a demonstration case through the brand office, as people would over weeks."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from plugins.brand import public as brand
from plugins.brand.public import Actor, Licence, LicenceState

#: Days after the application at which each step is taken.
DAYS = {
    "submitted": 0,
    "inspection": 1,
    "review": 5,
    "notice": 7,
    # Demonstrations are dated in the past and carry on whatever year it is, known
    # to the holiday calendar or not, so their notices last two weeks.
    "approved": 22,
    "agreed": 23,
    "licensed": 23,
}
NOTICE_DAYS = 14
#: From application to certificate.
WAY = timedelta(days=24)
_S = LicenceState


@dataclass(frozen=True, kw_only=True)
class Office:
    """Who acts: the system for the office, and three experts, for a score is a person's."""

    actor: Actor
    experts: tuple[Actor, ...]


def carry(licence: Licence, *, to: LicenceState, began: datetime, office: Office) -> None:
    """Take every step from draft up to `to`, which is `LICENSED` or before it."""
    steps: tuple[tuple[LicenceState, Callable[[int, datetime, Office], Any]], ...] = (
        (_S.SUBMITTED, _submit),
        (_S.INSPECTION, _accept),
        (_S.REVIEW, _inspect),
        (_S.NOTICE, _notice),
        (_S.APPROVED, _approve),
        (_S.AGREED, _agree),
        (_S.LICENSED, _certify),
    )
    if to is _S.DRAFT:
        return
    for state, take in steps:
        take(licence.pk, began + timedelta(days=DAYS[state.value]), office)
        if state is to:
            return


def code() -> list[int]:
    return [secrets.randbelow(32) for _ in range(brand.CODE_LENGTH)]


def _submit(pk: int, now: datetime, office: Office) -> None:
    brand.licence_submit(licence_id=pk, actor=office.actor, now=now)


def _accept(pk: int, now: datetime, office: Office) -> None:
    brand.licence_accept(licence_id=pk, actor=office.actor, now=now)


def _inspect(pk: int, now: datetime, office: Office) -> None:
    brand.licence_pass_inspection(
        licence_id=pk, findings="演示：现场与标准相符", actor=office.actor, now=now
    )


def _notice(pk: int, now: datetime, office: Office) -> None:
    for expert, score in zip(office.experts, (92, 88, 90), strict=True):
        brand.expert_review(
            licence_id=pk,
            has_conflict=False,
            score=score,
            opinion="演示：品质稳定，包装规范",
            actor=expert,
            now=now,
        )
    last_day: date = (now + timedelta(days=NOTICE_DAYS)).date()
    brand.notice_publish(licence_id=pk, actor=office.actor, now=now, last_day=last_day)


def _approve(pk: int, now: datetime, office: Office) -> None:
    brand.licence_approve(licence_id=pk, reason="演示：公示无异议", actor=office.actor, now=now)


def _agree(pk: int, now: datetime, office: Office) -> None:
    brand.licence_agree(
        licence_id=pk,
        number=f"演示协议-{pk:04d}",
        signed_on=now.date(),
        document=None,
        actor=office.actor,
        now=now,
    )


def _certify(pk: int, now: datetime, office: Office) -> None:
    brand.certificate_issue(
        licence_id=pk,
        starts_on=now.date() + timedelta(days=1),
        code_indices=code(),
        actor=office.actor,
        now=now,
    )
