"""Whatever happens to a licence: a badge is shown exactly while it is in force."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.brand.clock import day_of
from plugins.brand.models import Certificate, Enterprise, Licence, LicensedGoods
from plugins.brand.public import is_licensed
from plugins.brand.services.annual_review import licence_renew
from plugins.brand.services.enterprise_suspend import enterprise_reinstate, enterprise_suspend
from plugins.brand.services.enterprise_verify import enterprise_verify
from plugins.brand.services.licence_supervise import (
    licence_rectify,
    licence_restore,
    licence_revoke,
    licence_suspend,
)
from plugins.brand.states import IN_FORCE
from plugins.kernel.errors import DomainError
from tests.unit.brand.conftest import OFFICE

WHY = "检查"


@dataclass(frozen=True)
class Snapshot:
    """What a person would have read in the files from `at` on."""

    at: datetime
    state: str
    is_suspended: bool
    verify_by: datetime | None
    rectify_by: datetime | None
    terms: tuple[tuple[datetime, datetime], ...]

    def allows(self, instant: datetime) -> bool:
        deadlines = [by for by in (self.verify_by, self.rectify_by) if by]
        return (
            self.state in IN_FORCE
            and not self.is_suspended
            and self.verify_by is not None
            and all(instant < by for by in deadlines)
            and any(start <= instant < end for start, end in self.terms)
        )


def snapshot(licence_id: int, at: datetime) -> Snapshot:
    licence = Licence.objects.get(pk=licence_id)
    enterprise = Enterprise.objects.get(pk=licence.enterprise_id)
    return Snapshot(
        at=at,
        state=licence.state,
        is_suspended=enterprise.suspended_at is not None,
        verify_by=enterprise.verify_by,
        rectify_by=licence.rectify_by,
        terms=tuple(
            Certificate.objects.filter(licence=licence).values_list("starts_at", "ends_at")
        ),
    )


def act(event: str, licence: Licence, now: datetime, codes: list[int]) -> None:
    on_licence = {"licence_id": licence.pk, "reason": WHY, "actor": OFFICE, "now": now}
    on_enterprise = {"enterprise_id": licence.enterprise_id, "actor": OFFICE, "now": now}
    if event == "rectify":
        licence_rectify(rectify_by=day_of(now) + timedelta(days=20), **on_licence)
    elif event == "suspend":
        licence_suspend(**on_licence)
    elif event == "restore":
        licence_restore(**on_licence)
    elif event == "revoke":
        licence_revoke(**on_licence)
    elif event == "verify":
        enterprise_verify(**on_enterprise)
    elif event == "suspend enterprise":
        enterprise_suspend(reason=WHY, **on_enterprise)
    elif event == "reinstate enterprise":
        enterprise_reinstate(reason=WHY, **on_enterprise)
    else:
        licence_renew(
            licence_id=licence.pk, findings=WHY, code_indices=codes, actor=OFFICE, now=now
        )


EVENTS = (
    "rectify",
    "suspend",
    "restore",
    "verify",
    "renew",
    "suspend enterprise",
    "reinstate enterprise",
    "verify",
    "restore",
    "revoke",
)
histories = st.lists(
    st.tuples(st.sampled_from(EVENTS), st.integers(0, 150), st.booleans()), max_size=9
)


@given(histories)
@settings(
    derandomize=True,
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def _holds(office, licence, product_id, history):
    """Each example is rolled back; services refuse what makes no sense, which is fine."""
    with transaction.atomic():
        now = Certificate.objects.get(licence=licence).issued_at
        seen = [snapshot(licence.pk, now)]
        for event, days, is_at_midnight in history:
            now += timedelta(days=days)
            if not is_at_midnight:
                now += timedelta(hours=1)
            with suppress(DomainError), transaction.atomic():
                act(event, licence, now, office.code())
            seen.append(snapshot(licence.pk, now))
        _compare(seen, product_id)
        transaction.set_rollback(True)


def _compare(seen: list[Snapshot], product_id: int) -> None:
    tick = timedelta(microseconds=1)
    rows = list(LicensedGoods.objects.filter(product=product_id).select_related("certificate"))
    edges = {each for row in rows for each in (row.during.lower, row.during.upper)}
    edges |= {each.at for each in seen} | {
        end for each in seen for term in each.terms for end in term
    }
    for instant in sorted({edge + shift for edge in edges for shift in (-tick, timedelta(), tick)}):
        known = [each for each in seen if each.at <= instant]
        allowed = bool(known) and known[-1].allows(instant)
        assert is_licensed(product_id, instant) == allowed, (instant, known[-1:])
        covering = [row for row in rows if row.during.lower <= instant < row.during.upper]
        assert len(covering) == allowed
        for row in covering:
            assert row.certificate.starts_at <= instant < row.certificate.ends_at


def test_badge_is_shown_exactly_while_the_licence_is_in_force(
    office, peach_coop, bare_goods, made_by
):
    product = bare_goods("狗血桃").product
    made_by(peach_coop, product)
    licence, _ = office.certified(peach_coop)

    _holds(office, licence, product.pk)
