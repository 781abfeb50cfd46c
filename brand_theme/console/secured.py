"""What both consoles do about logins: note them, ask for a second factor, show them."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from unfold.sites import UnfoldAdminSite

from brand_theme.console.rules import LONGEST, is_within
from plugins.accounts.public import (
    EndReason,
    Means,
    cookie_session_end,
    cookie_session_open,
    device_of,
    has_second_factor,
    needs_second_factor,
)

#: In the cookie's session: this login needs no second factor, or has shown it.
FACTOR_SHOWN = "console_factor_shown"


def login_noted(request: HttpRequest, means: Means) -> None:
    """Note a login that `django.contrib.auth.login` has just begun."""
    request.session.save()  # its key is final now
    cookie_session_open(
        user=request.user,
        cookie_key=request.session.session_key or "",
        device=device_of(request),
        means=means,
        life=LONGEST,
        now=timezone.now(),
    )


class SecuredSite(UnfoldAdminSite):
    """A console whose logins are listed, ended and, for some, doubly proven."""

    means: Means

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().login(request, extra_context)
        has_entered = request.method == "POST" and isinstance(response, HttpResponseRedirect)
        if not has_entered or not request.user.is_authenticated:
            return response
        login_noted(request, self.means)
        # Whatever else `next` named, another console may not be this person's to enter.
        first_screen = reverse(f"{self.name}:index")
        if is_within(response.url, first_screen):
            return response
        return HttpResponseRedirect(first_screen)

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST":
            cookie_session_end(
                cookie_key=request.session.session_key,
                why=EndReason.LOGGED_OUT,
                now=timezone.now(),
            )
        return super().logout(request, extra_context)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Let nobody past the enrolment whose role needs a second factor."""

        @wraps(view)
        def factor_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            enrol = reverse(f"{self.name}:second_factor")
            security = reverse(f"{self.name}:security")
            if request.path not in (enrol, security) and self._lacks_factor(request):
                return HttpResponseRedirect(enrol)
            return view(request, *args, **kwargs)

        return super().admin_view(factor_first, cacheable)

    def _lacks_factor(self, request: HttpRequest) -> bool:
        """Ask the database once for each login."""
        if request.session.get(FACTOR_SHOWN):
            return False
        if needs_second_factor(request.user) and not has_second_factor(request.user):
            return True
        request.session[FACTOR_SHOWN] = True
        return False

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"{self.name}:security"))

    def get_urls(self) -> list[Any]:
        from brand_theme.console import security

        def page(route: str, view: Any, name: str) -> Any:
            return path(route, self.admin_view(view(self)), name=name)

        return [
            page("security/", security.overview, "security"),
            page("security/end/", security.end, "security_end"),
            page("security/password/", security.password, "security_password"),
            page("security/second-factor/", security.second_factor, "second_factor"),
            page("security/recovery-codes/", security.recovery_codes, "recovery_codes"),
            page("security/second-factor/off/", security.factor_off, "second_factor_off"),
            *super().get_urls(),
        ]
