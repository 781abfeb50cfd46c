"""Public pages: verify a certificate, see who is licensed and who no longer is."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from brand_theme.certificate import CertificateFacts, certificate_pdf, certificate_png
from plugins.brand.clock import day_of, midnight_after
from plugins.brand.errors import FileRefused, PicturesTooMany
from plugins.brand.models import Certificate
from plugins.brand.rules.force import CertificateStatus
from plugins.brand.rules.misuse import MOST_PICTURES, NUMBER_DIGITS, report_checked
from plugins.brand.selectors.licensed import next_change
from plugins.brand.selectors.presentation import brand_page
from plugins.brand.selectors.verification import (
    KEEP,
    Verification,
    brand_matrix,
    licensed_enterprises,
    notices,
    revoked_licences,
    verify,
)
from plugins.brand.services.document_add import MEGABYTES
from plugins.brand.services.misuse_report import misuse_report_file
from plugins.brand.services.objection_decide import objection_file
from plugins.brand.web.answers import (
    is_too_many,
    kept_until,
    public_form,
    public_page,
    rendered,
)
from plugins.brand.web.wording import ENGLISH, WORDING, Word
from plugins.kernel.errors import DomainError
from plugins.kernel.readable import refuse_unreadable

ONE_DAY = timedelta(days=1)
REPORTS_AN_HOUR = 5
SHEETS = {"png": "image/png", "pdf": "application/pdf"}


@public_page
def verify_home(request: HttpRequest) -> HttpResponse:
    """The form; asked by number or code, the answer itself."""
    asked = request.GET.get("q", "").strip()
    if not asked:
        return rendered("verify_home.html", {})
    return _answer(request, asked)


@public_page
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    return _answer(request, code)


@require_safe
def verify_json(request: HttpRequest) -> HttpResponse:
    """The same answer for machines: `?q=` a code or number."""
    if is_too_many(request):
        return JsonResponse({"code": "TOO_MANY_LOOKUPS", "message": _TOO_MANY}, status=429)
    now = timezone.now()
    found = verify(asked=request.GET.get("q", ""), at=now)
    word = WORDING[found.status]
    answer = JsonResponse(
        {
            "status": found.status.value,
            "message": word.title,
            "messageEn": ENGLISH[found.status],
            "checkedAt": found.checked_at.isoformat(),
            "isDemo": found.is_demo,
            "certificate": _facts_for_machines(found),
        },
        json_dumps_params={"ensure_ascii": False},
        status=404 if found.status is CertificateStatus.UNKNOWN else 200,
    )
    return kept_until(answer, until=found.keep_until, now=now)


@require_safe
def certificate_file(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """The sheet itself. What it says stands; whether it holds, its QR code tells."""
    if is_too_many(request):
        return HttpResponse(_TOO_MANY, status=429, content_type="text/plain; charset=utf-8")
    certificate = (
        Certificate.objects.select_related("licence__enterprise", "licence__terms__brand")
        .filter(code=code)
        .first()
    )
    if certificate is None:
        return redirect(reverse("brand-verify-code", kwargs={"code": code}))
    content = cache.get_or_set(
        f"brand.sheet:{certificate.code}:{ending}",
        lambda: _drawn(certificate, ending),
        int(ONE_DAY.total_seconds()),
    )
    response = HttpResponse(content, content_type=SHEETS[ending])
    response["Content-Disposition"] = f'inline; filename="{certificate.number}.{ending}"'
    response["Cache-Control"] = f"public, max-age={int(ONE_DAY.total_seconds())}"
    return response


def _drawn(certificate: Certificate, ending: str) -> bytes:
    """A certificate is written once, so its sheet is drawn once and kept."""
    facts = _sheet_of(certificate)
    return certificate_pdf(facts) if ending == "pdf" else certificate_png(facts)


@public_page
def wall(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    matrix = brand_matrix(at=now)
    enterprises = licensed_enterprises(at=now)
    page = rendered("wall.html", {"brand": matrix.brand, "enterprises": enterprises, "now": now})
    return _until_next_change(page)


@public_page
def matrix(request: HttpRequest) -> HttpResponse:
    return _until_next_change(rendered("matrix.html", {"matrix": brand_matrix(at=timezone.now())}))


@public_page
def standards(request: HttpRequest) -> HttpResponse:
    page = brand_page()
    if page is None:
        return rendered("no_brand.html", {}, status=404)
    now = timezone.now()
    return kept_until(rendered("standards.html", {"page": page}), until=now + KEEP, now=now)


@public_page
def revoked(request: HttpRequest) -> HttpResponse:
    return _until_next_change(rendered("revoked.html", {"licences": revoked_licences()}))


@public_page
def notice_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = rendered("notices.html", {"notices": notices(at=now)})
    return kept_until(page, until=min(now + KEEP, midnight_after(day_of(now))), now=now)


@public_form
def objection(request: HttpRequest, slug: str) -> HttpResponse:
    """Anybody objects to an application on notice; the office answers."""
    now = timezone.now()
    found = next(iter(notices(at=now, slug=slug)), None)
    if found is None:
        return rendered("notices.html", {"notices": notices(at=now), "is_over": True}, status=404)
    context: dict[str, object] = {"notice": found, "given": request.POST}
    if request.method != "POST":
        return rendered("objection.html", context)
    if is_too_many(request, what="objection", most=REPORTS_AN_HOUR, seconds=3600):
        return rendered("too_many.html", {"wait": "一小时"}, status=429)
    try:
        refuse_unreadable(request.POST.dict())
        objection_file(
            licence_id=found.licence_id,
            name=request.POST.get("name", ""),
            contact=request.POST.get("contact", ""),
            text=request.POST.get("text", ""),
            now=now,
        )
    except DomainError as error:
        return rendered("objection.html", {**context, "error": error.message_zh}, status=400)
    return rendered("objected.html", {"notice": found})


@public_form
def report(request: HttpRequest) -> HttpResponse:
    """Anybody tells the office of a misuse; pictures may come along."""
    if request.method != "POST":
        return rendered("report.html", {"given": request.GET, "most": MOST_PICTURES})
    if is_too_many(request, what="report", most=REPORTS_AN_HOUR, seconds=3600):
        return rendered("too_many.html", {"wait": "一小时"}, status=429)
    try:
        refuse_unreadable(request.POST.dict())
        filed = misuse_report_file(
            facts=report_checked(
                place=request.POST.get("place", ""),
                description=request.POST.get("description", ""),
                certificate_number=request.POST.get("certificate", ""),
                name=request.POST.get("name", ""),
                contact=request.POST.get("contact", ""),
            ),
            pictures=_read(request.FILES.getlist("pictures")),
            random_digits=secrets.randbelow(10**NUMBER_DIGITS),
            now=timezone.now(),
        )
    except DomainError as error:
        context = {"given": request.POST, "error": error.message_zh, "most": MOST_PICTURES}
        return rendered("report.html", context, status=400)
    return rendered("reported.html", {"number": filed.number})


def _read(files: Sequence[UploadedFile]) -> list[bytes]:
    """Read what was sent; too many, or a file that is too large, are not read at all.

    Raises:
        PicturesTooMany, FileRefused
    """
    if len(files) > MOST_PICTURES:
        raise PicturesTooMany(field="pictures", most=MOST_PICTURES)
    if any((file.size or 0) > MEGABYTES * 1024 * 1024 for file in files):
        raise FileRefused(field="pictures", megabytes=MEGABYTES)
    return [file.read() for file in files if file.size]


def _answer(request: HttpRequest, asked: str) -> HttpResponse:
    if is_too_many(request):
        return rendered("too_many.html", {}, status=429)
    now = timezone.now()
    found = verify(asked=asked, at=now)
    page = rendered(
        "verify.html",
        {
            "found": found,
            "asked": asked[:40],
            "word": _word(found),
            "english": ENGLISH[found.status],
        },
        status=404 if found.status is CertificateStatus.UNKNOWN else 200,
    )
    return kept_until(page, until=found.keep_until, now=now)


_TOO_MANY = "查询过于频繁，请一分钟后再试。 Too many look-ups: try again in a minute."


def _word(found: Verification) -> Word:
    return WORDING[found.status]


def _until_next_change(page: HttpResponse) -> HttpResponse:
    now = timezone.now()
    change = next_change(now)
    until = min(now + KEEP, change) if change else now + KEEP
    return kept_until(page, until=until, now=now)


def _facts_for_machines(found: Verification) -> dict[str, object] | None:
    if found.status is CertificateStatus.UNKNOWN:
        return None
    return {
        "number": found.number,
        "code": found.code,
        "holder": found.holder,
        "enterprise": found.slug,
        "creditCode": found.credit_code or None,
        "town": found.town,
        "brand": found.brand_name,
        "goods": list(found.goods),
        "onSale": [{"name": name, "slug": slug} for name, slug in found.products],
        "marks": list(found.marks),
        "startsOn": found.starts_on.isoformat() if found.starts_on else None,
        "lastDay": found.last_day.isoformat() if found.last_day else None,
        "endedOn": found.ended_on.isoformat() if found.ended_on else None,
    }


def _sheet_of(certificate: Certificate) -> CertificateFacts:
    path = reverse("brand-verify-code", kwargs={"code": certificate.code})
    return CertificateFacts(
        brand_name=certificate.brand_name,
        holder=certificate.holder,
        credit_code=certificate.credit_code,
        town=certificate.town,
        goods=tuple(each["name"] for each in certificate.goods),
        marks=tuple(certificate.marks),
        labels=certificate.labels,
        number=certificate.number,
        code=certificate.code,
        starts_on=day_of(certificate.starts_at),
        last_day=day_of(certificate.ends_at - timedelta(microseconds=1)),
        issued_on=day_of(certificate.issued_at),
        office=certificate.licence.terms.brand.office_name,
        address=f"{settings.PUBLIC_ADDRESS}{path}",
        is_demo=certificate.licence.enterprise.is_demo,
    )
