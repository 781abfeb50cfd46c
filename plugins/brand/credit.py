"""What the brand office knows of how an enterprise keeps the standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count

from plugins.brand.labels import AUDIT
from plugins.brand.models import LicenceStep, MisuseReport
from plugins.brand.states import MisuseState
from plugins.kernel.credit_facts import Basis, FactSource, Incident
from plugins.kernel.models import AuditEntry

#: Steps after which a place, a sample or a year's papers were found in order.
PASSED = ("inspected", "renewed", "restored")
#: Steps after which they were not. A failed yearly review orders rectification, too.
FAILED = ("inspection_failed", "rectification_ordered", "suspended", "revoked")
CONFIRMED = tuple(
    state.value for state in (MisuseState.CONFIRMED, MisuseState.WARNED, MisuseState.CLOSED)
)


def _looked_at(since: datetime, until: datetime) -> Mapping[int, int]:
    steps = LicenceStep.objects.filter(at__gte=since, at__lt=until, action__in=PASSED + FAILED)
    rows = steps.order_by().values_list("licence__enterprise").annotate(count=Count("pk"))
    return dict(rows)


def _failed(since: datetime, until: datetime) -> Iterable[Incident]:
    steps = LicenceStep.objects.filter(at__gte=since, at__lt=until, action__in=FAILED)
    for step in steps.select_related("licence").order_by("pk"):
        yield Incident(
            enterprise_id=step.licence.enterprise_id,
            key=f"step:{step.pk}",
            title=f"{AUDIT[f'brand.licence.{step.action}'][0]}：{step.reason}"[:200],
            at=step.at,
            recorded_by=step.actor,
            object_type=step.licence._meta.label_lower,
            object_id=str(step.licence_id),
            page="licence",
            page_arg=str(step.licence_id),
        )


SUPERVISION = FactSource(
    slug="supervision",
    name=("检验与监督", "Inspections"),
    explained=(
        "品牌办现场或抽样核查、年审与监督的结果。核查不合格、责令整改、暂停或撤销授权各算一次不合格。",
        "Inspections and yearly reviews; each failure, order to rectify, suspension or revocation counts once.",
    ),
    basis=Basis.DEDUCTION,
    totals=_looked_at,
    incidents=_failed,
)


def _reports(since: datetime, until: datetime) -> Iterable[Incident]:
    reports = MisuseReport.objects.filter(
        state__in=CONFIRMED, decided_at__gte=since, decided_at__lt=until, licence__isnull=False
    )
    found = list(reports.select_related("licence").order_by("pk"))
    deciders = _deciders(found)
    for report in found:
        yield Incident(
            enterprise_id=report.licence.enterprise_id,
            key=f"report:{report.pk}",
            title=f"举报查实：{report.finding}"[:200],
            at=report.decided_at,
            recorded_by=deciders.get(str(report.pk), ""),
            object_type=report._meta.label_lower,
            object_id=str(report.pk),
        )


def _deciders(reports: list[MisuseReport]) -> dict[str, str]:
    """Return who decided each report: only the trail knows."""
    trail = AuditEntry.objects.filter(
        action="brand.misuse.decided",
        object_type=MisuseReport._meta.label_lower,
        object_id__in=[str(report.pk) for report in reports],
    )
    return dict(trail.values_list("object_id", "actor"))


def _reported(since: datetime, until: datetime) -> Mapping[int, int]:
    """Only what was confirmed is known to concern an enterprise."""
    return Counter(incident.enterprise_id for incident in _reports(since, until))


COMPLAINTS = FactSource(
    slug="complaints",
    name=("举报与投诉", "Complaints"),
    explained=(
        "公众举报经品牌办查实，属于该企业使用品牌不当的，每件算一次。",
        "Reports by the public of misuse of the brand that the office has confirmed.",
    ),
    basis=Basis.DEDUCTION,
    totals=_reported,
    incidents=_reports,
)
