"""What a console says when there is no such page, or none for this person."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views import defaults
from django.views.csrf import csrf_failure as plain_csrf_failure

from brand_theme.console.middleware import site_path_of
from brand_theme.console.rules import ENTERPRISE_PATH
from brand_theme.console.sites import console_site, enterprise_site


@dataclass(frozen=True)
class Refusal:
    """Words for whoever stands before it, and what to do now."""

    status: int
    title: str
    advice: str


NOT_FOUND = Refusal(404, "没有这一页", "地址写错了，或者它已经不在，或者它不归您办。")
FORBIDDEN = Refusal(403, "这一页不归您办", "您的角色里没有这件事。需要时请负责人调整角色。")
FORGED = Refusal(403, "这一页放得太久了", "没有提交，什么也没有改动。请回到首页重新打开再试。")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Below a console: a page that leads back. Elsewhere: Django's own."""
    if site_path_of(request) is None:
        return defaults.page_not_found(request, exception)
    return _refused(request, NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same; says what the service said, when it said something."""
    if site_path_of(request) is None:
        return defaults.permission_denied(request, exception)
    said = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _refused(request, FORBIDDEN, said=said)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose secret does not fit: most often one that was open for too long."""
    if site_path_of(request) is None:
        return plain_csrf_failure(request, reason=reason)
    return _refused(request, FORGED)


def _refused(request: HttpRequest, refusal: Refusal, *, said: str = "") -> HttpResponse:
    site = enterprise_site if site_path_of(request) == ENTERPRISE_PATH else console_site
    request.current_app = site.name
    context = {
        **site.each_context(request),
        "title": refusal.title,
        "advice": said or refusal.advice,
        "home": site_path_of(request),
    }
    page = TemplateResponse(request, "console/refused.html", context, status=refusal.status)
    return page.render()
