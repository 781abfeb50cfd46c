"""Cookies, sessions and security headers: for the consoles' addresses and nowhere else.

Django wants its own middleware in the list, so each is subclassed to step aside
elsewhere. The GraphQL doors and the shop window therefore never see a cookie.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone, translation

from brand_theme.console.rules import SITE_PATHS, SessionEnd, session_end
from plugins.accounts.states import EndReason

#: Alpine evaluates its attributes, hence 'unsafe-eval'; Unfold writes its palette
#: and widths inline, hence the style rule. No script is inline, nothing is remote.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
PLAIN = "text/plain; charset=utf-8"
_STARTED, _SEEN = "console_started", "console_seen"
_NOTED_EVERY = timedelta(minutes=1)


def site_path_of(request: HttpRequest) -> str | None:
    """Return the root of the console the request is for, or None."""
    return next((path for path in SITE_PATHS if request.path.startswith(path)), None)


class _ConsolesOnly:
    """Steps aside for every other address."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if site_path_of(request) is None:
            return self.get_response(request)  # type: ignore[attr-defined]
        return super().__call__(request)  # type: ignore[misc]


class ConsoleSessionMiddleware(_ConsolesOnly, SessionMiddleware):
    """A session whose cookie the browser sends to this one console."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        for cookie in answer.cookies.values():
            cookie["path"] = site_path_of(request) or cookie["path"]
        return answer


class ConsoleCsrfMiddleware(_ConsolesOnly, CsrfViewMiddleware):
    """Cross-site protection of the consoles' forms."""

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        if site_path_of(request) is None:
            return None
        refusal = super().process_view(request, *args)
        if refusal is None and _holds_zero_bytes(request):
            return HttpResponse("文字中含有零字节，没有提交。", status=400, content_type=PLAIN)
        return refusal


class ConsoleAuthenticationMiddleware(_ConsolesOnly, AuthenticationMiddleware):
    """Who is logged in, until they leave the desk or the day ends."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if not request.user.is_authenticated:
            return
        now, session = timezone.now(), request.session
        started = _moment(session.get(_STARTED)) or now
        seen = _moment(session.get(_SEEN)) or now
        end = session_end(started=started, seen=seen, now=now)
        if end is not None:
            from plugins.accounts.public import cookie_session_end

            cookie_session_end(cookie_key=session.session_key, why=EndReason.IDLE, now=now)
            logout(request)
            request.console_session_end = end
        elif _STARTED not in session or now - seen > _NOTED_EVERY:
            session[_STARTED], session[_SEEN] = started.isoformat(), now.isoformat()


class ConsoleMessageMiddleware(_ConsolesOnly, MessageMiddleware):
    """Messages after a redirect; among them why somebody has to log in again."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        end: SessionEnd | None = getattr(request, "console_session_end", None)
        if end is not None:
            messages.info(request, end.value)


class ConsoleHeadersMiddleware:
    """Nothing of a console is kept by caches, framed, or fed from elsewhere; Chinese first."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if site_path_of(request) is None:
            return self.get_response(request)
        with translation.override("zh-hans"):
            response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


def _holds_zero_bytes(request: HttpRequest) -> bool:
    """No keyboard has them and PostgreSQL takes none; services need not ask each."""
    if request.method != "POST":
        return False
    return any("\x00" in text for _, texts in request.POST.lists() for text in texts)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
