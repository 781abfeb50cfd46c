"""Which papers an enterprise has for goods, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plugins.brand.models import Enterprise, GoodsClass, Licence, Permit, Proof
from plugins.brand.rules.permits import ACCEPTED, ProofNeed
from plugins.brand.rules.proofs import ProofKind
from plugins.kernel.models import AuditEntry


def classes_in_scope(licence: Licence) -> list[GoodsClass]:
    """Return the classes the licence covers, whole or by single products."""
    whole = GoodsClass.objects.filter(licencescope__licence=licence)
    single = GoodsClass.objects.filter(makers__product__in=licence.scopes.values("product"))
    return sorted({*whole, *single}, key=lambda each: (each.position, each.pk))


def proofs_lacking(*, enterprise: Enterprise, classes: Iterable[GoodsClass], on: date) -> list[str]:
    """Return in Chinese what is missing on that day; empty when all is there."""
    missing = []
    for goods_class in classes:
        if _need(goods_class) and permit_end(enterprise, goods_class, on=on) is None:
            missing.append(f"{goods_class.name}：生产许可、登记或备案")
        if goods_class.needs_report and report_end(enterprise, goods_class, on=on) is None:
            missing.append(f"{goods_class.name}：检验报告")
    return missing


def proof_limits(
    *, enterprise: Enterprise, classes: Iterable[GoodsClass], on: date
) -> dict[str, date | None]:
    """Return the earliest last day of the permits and of the reports that are needed."""
    classes = list(classes)
    permits = [permit_end(enterprise, each, on=on) for each in classes if _need(each)]
    reports = [report_end(enterprise, each, on=on) for each in classes if each.needs_report]
    return {"permit": _earliest(permits), "report": _earliest(reports)}


@dataclass(frozen=True, kw_only=True)
class WantedPaper:
    """A paper that a class of goods asks for; `until` is None while none is on file."""

    goods_class: GoodsClass
    need: ProofNeed | ProofKind
    until: date | None


def papers_wanted(licence: Licence, *, on: date) -> list[WantedPaper]:
    """Return what the goods of a case ask for, with how long the paper on file holds."""
    wanted = []
    for each in classes_in_scope(licence):
        if _need(each):
            until = permit_end(licence.enterprise, each, on=on)
            need = ProofNeed(each.proof_need)
            wanted.append(WantedPaper(goods_class=each, need=need, until=until))
        if each.needs_report:
            until = report_end(licence.enterprise, each, on=on)
            kind = ProofKind.INSPECTION_REPORT
            wanted.append(WantedPaper(goods_class=each, need=kind, until=until))
    return wanted


def permit_end(enterprise: Enterprise, goods_class: GoodsClass, *, on: date) -> date | None:
    """Return the last day of the longest permit that satisfies the class; None: there is none."""
    accepted = [kind.value for kind in ACCEPTED[ProofNeed(goods_class.proof_need)]]
    permits = Permit.objects.filter(
        enterprise=enterprise, kind__in=accepted, goods_classes=goods_class, valid_from__lte=on
    )
    ends = [end or date.max for end in permits.values_list("valid_until", flat=True)]
    return max((end for end in ends if end >= on), default=None)


def report_end(enterprise: Enterprise, goods_class: GoodsClass, *, on: date) -> date | None:
    return (
        Proof.objects.filter(
            enterprise=enterprise,
            goods_class=goods_class,
            kind=ProofKind.INSPECTION_REPORT.value,
            valid_from__lte=on,
            valid_until__gte=on,
        )
        .order_by("-valid_until")
        .values_list("valid_until", flat=True)
        .first()
    )


def _need(goods_class: GoodsClass) -> bool:
    return goods_class.proof_need != ProofNeed.NONE.value


def _earliest(days: list[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


def claimed_among(papers: Iterable[Permit | Proof]) -> set[Permit | Proof]:
    """Return those that an applicant put on file rather than the office, in one query."""
    by_key = {(each._meta.label_lower, str(each.pk)): each for each in papers}
    entries = AuditEntry.objects.filter(
        action__in=("brand.permit.recorded", "brand.proof.recorded"),
        actor__startswith="enterprise:",
        object_id__in=[key for _, key in by_key],
    )
    found = entries.values_list("object_type", "object_id")
    return {by_key[key] for key in found if key in by_key}
