"""What each page of the application for a licence shows and keeps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from plugins.brand import public as brand
from plugins.kernel.numbers import whole_number
from plugins.marketplace.actors import MemberActor
from plugins.marketplace.applicant import applicant
from plugins.marketplace.console.licence_texts import KINDS, NEEDS, Step
from plugins.marketplace.errors import AnswerIncomplete


def _keep_scope(request: HttpRequest, actor: MemberActor, licence: brand.Licence) -> None:
    brand.licence_rescope(
        licence_id=licence.pk,
        **scope_given(request),
        actor=applicant(actor),
        now=timezone.now(),
    )


def _keep_papers(request: HttpRequest, actor: MemberActor, licence: brand.Licence) -> None:
    """File the paper that was filled in; leaving the page without one is all right.

    Raises:
        AnswerIncomplete: a paper lacks its number, dates or scan.
    """
    sent, file = request.POST, request.FILES.get("file")
    if not sent.get("number", "").strip() and file is None:
        return
    goods_class = brand.GoodsClass.objects.filter(pk=_number(sent.get("goods_class"))).first()
    kind = _kind(sent.get("kind", ""))
    begins, ends = _day(sent.get("valid_from")), _day(sent.get("valid_until"))
    is_endless = isinstance(kind, brand.PermitKind)
    if not (file and goods_class and kind and begins and (ends or is_endless)):
        raise AnswerIncomplete(field="file")
    if file.size > brand.MEGABYTES * 1024 * 1024:
        raise AnswerIncomplete(field="file")
    brand.evidence_claim(
        licence_id=licence.pk,
        kind=kind,
        number=sent["number"],
        goods_class=goods_class,
        valid_from=begins,
        valid_until=ends,
        scan=file.read(),
        actor=applicant(actor),
        now=timezone.now(),
    )


def _keep_labels(request: HttpRequest, actor: MemberActor, licence: brand.Licence) -> None:
    chosen = [pk for pk in map(_number, request.POST.getlist("marks")) if pk]
    labels = _number(request.POST.get("labels"))
    marks = list(brand.BrandMark.objects.filter(brand=licence.terms.brand_id, pk__in=chosen))
    if not marks or not labels:
        raise AnswerIncomplete(field="labels")
    brand.licence_relabel(
        licence_id=licence.pk,
        marks=marks,
        labels_wanted=labels,
        actor=applicant(actor),
        now=timezone.now(),
    )


def _show_enterprise(
    request: HttpRequest, actor: MemberActor, licence: brand.Licence
) -> dict[str, Any]:
    return {"enterprise": licence.enterprise}


def _show_scope(request: HttpRequest, actor: MemberActor, licence: brand.Licence) -> dict[str, Any]:
    scopes = list(licence.scopes.all())
    kept = {f"class:{each.goods_class_id}" for each in scopes if each.goods_class_id}
    kept |= {f"product:{each.product_id}" for each in scopes if each.product_id}
    return scope_choices(actor, ticked_in(request) or kept)


def _show_papers(
    request: HttpRequest, actor: MemberActor, licence: brand.Licence
) -> dict[str, Any]:
    wanted = brand.papers_wanted(licence, on=brand.day_of(timezone.now()))
    return {
        "wanted": [(each.goods_class.name, NEEDS[each.need], each.until) for each in wanted],
        "classes": {each.goods_class.pk: each.goods_class.name for each in wanted}.items(),
        "kinds": KINDS.items(),
        "typed": request.POST,
        "megabytes": brand.MEGABYTES,
    }


def _show_labels(
    request: HttpRequest, actor: MemberActor, licence: brand.Licence
) -> dict[str, Any]:
    chosen = set(licence.marks.values_list("pk", flat=True))
    return {
        "marks": [(mark, mark.pk in chosen) for mark in licence.terms.brand.marks.all()],
        "labels": request.POST.get("labels", licence.labels_wanted or ""),
    }


def _show_preview(
    request: HttpRequest, actor: MemberActor, licence: brand.Licence
) -> dict[str, Any]:
    wanted = brand.papers_wanted(licence, on=brand.day_of(timezone.now()))
    scopes = licence.scopes.select_related("goods_class", "product")
    return {
        "enterprise": licence.enterprise,
        "scopes": [str(each.goods_class or each.product) for each in scopes],
        "lacking": [
            f"{each.goods_class.name}：{NEEDS[each.need]}" for each in wanted if each.until is None
        ],
        "marks": [mark.name for mark in licence.marks.all()],
        "terms": licence.terms,
    }


def scope_choices(actor: MemberActor, ticked: set[str]) -> dict[str, Any]:
    """The enterprise's own goods, under their classes."""
    enterprise = brand.Enterprise.objects.get(pk=actor.enterprise_id)
    made = list(enterprise.makes.select_related("product", "goods_class").order_by("product__name"))
    return {
        "classes": [
            {
                "value": f"class:{each.pk}",
                "name": each.name,
                "standard": each.standard,
                "is_ticked": f"class:{each.pk}" in ticked,
                "goods": [
                    (
                        f"product:{maker.product_id}",
                        maker.product.name,
                        f"product:{maker.product_id}" in ticked,
                    )
                    for maker in made
                    if maker.goods_class_id == each.pk
                ],
            }
            for each in brand.GoodsClass.objects.all()
        ]
    }


def ticked_in(request: HttpRequest) -> set[str]:
    return set(request.POST.getlist("scope"))


def scope_given(request: HttpRequest) -> dict[str, Any]:
    """Read the ticks; single goods of a class that is ticked whole are in it already."""
    ids: dict[str, list[int]] = {"class": [], "product": []}
    for value in ticked_in(request):
        kind, _, text = value.partition(":")
        key = whole_number(text)
        if kind in ids and key is not None:
            ids[kind].append(key)
    classes = list(brand.GoodsClass.objects.filter(pk__in=ids["class"]))
    covered = brand.GoodsClass.objects.filter(
        pk__in=ids["class"], makers__product__in=ids["product"]
    )
    inside = set(covered.values_list("makers__product", flat=True))
    return {
        "goods_classes": classes,
        "product_ids": sorted(pk for pk in ids["product"] if pk not in inside),
    }


def _number(text: str | None) -> int:
    number = whole_number(text) or 0
    return number if number < 10**9 else 0


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _kind(text: str) -> brand.PermitKind | brand.ProofKind | None:
    for kinds in (brand.PermitKind, brand.ProofKind):
        if text in {kind.value for kind in kinds}:
            return kinds(text)
    return None


#: What a page keeps when it is left, and what it shows.
KEEP = {Step.SCOPE: _keep_scope, Step.PAPERS: _keep_papers, Step.LABELS: _keep_labels}
SHOW = {
    Step.ENTERPRISE: _show_enterprise,
    Step.SCOPE: _show_scope,
    Step.PAPERS: _show_papers,
    Step.LABELS: _show_labels,
    Step.PREVIEW: _show_preview,
}
