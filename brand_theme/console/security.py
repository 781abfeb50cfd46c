"""登录与安全: one's own logins, password and second factor, in both consoles."""

from __future__ import annotations

import functools
from base64 import b32encode
from collections.abc import Callable
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from brand_theme.console.rules import MEANS_TEXT
from plugins.accounts.public import (
    EndReason,
    device_of,
    enrolment_of,
    has_second_factor,
    needs_second_factor,
    open_sessions,
    password_change,
    recovery_codes_left,
    recovery_codes_renew,
    refuse_wrong,
    refuse_wrong_code,
    second_factor_enrol,
    second_factor_remove,
    session_end,
)
from plugins.kernel import audit
from plugins.kernel.errors import DomainError

View = Callable[..., HttpResponse]


def _of_site(view: View, *, post_only: bool = False) -> Callable[[Any], View]:
    """Make `view(site, request)` into a view of each site."""

    def bind(site: Any) -> View:
        @functools.wraps(view)
        @sensitive_post_parameters()
        def bound(request: HttpRequest) -> HttpResponse:
            request.current_app = site.name
            return view(site, request)

        return require_POST(bound) if post_only else bound

    return bind


_changes = functools.partial(_of_site, post_only=True)


@_of_site
def overview(site: Any, request: HttpRequest) -> HttpResponse:
    """Where one is logged in, the password, and the second factor."""
    return _page(site, request, "security", "登录与安全", **_state(request))


@_changes
def end(site: Any, request: HttpRequest) -> HttpResponse:
    """End one of one's logins; the present one as well."""
    session_id = request.POST.get("session", "")
    mine = open_sessions(request.user, now=timezone.now())
    chosen = next((each for each in mine if str(each.pk) == session_id), None)
    if chosen is None:
        messages.error(request, "没有这个登录，或它已结束。")
    else:
        session_end(
            user=request.user,
            session_id=chosen.pk,
            now=timezone.now(),
            why=EndReason.REVOKED,
        )
        if chosen.cookie_key == request.session.session_key:
            logout(request)
        messages.success(request, f"已结束登录：{chosen.device}")
    return HttpResponseRedirect(reverse(f"{site.name}:security"))


@_changes
def password(site: Any, request: HttpRequest) -> HttpResponse:
    """Change the password; every login ends, so one logs in again with the new one."""
    new = request.POST.get("new", "")
    if new != request.POST.get("again", ""):
        return _refused(site, request, "password_refused", "两次输入的新密码不一致。")
    try:
        password_change(
            user=request.user,
            old=request.POST.get("old", ""),
            new=new,
            device=device_of(request),
            now=timezone.now(),
        )
    except DomainError as error:
        return _refused(site, request, "password_refused", error.message_zh)
    logout(request)  # its cookie's row is gone already
    messages.success(request, "密码已更改，所有设备上的登录都已退出，请用新密码登录。")
    return HttpResponseRedirect(reverse(f"{site.name}:login"))


@_of_site
def second_factor(site: Any, request: HttpRequest) -> HttpResponse:
    """Enrol an authenticator: scan, type its digits and the password."""
    refused = ""
    if request.method == "POST":
        try:
            _prove(request)
            codes = second_factor_enrol(
                user=request.user, code=request.POST.get("digits", ""), now=timezone.now()
            )
        except DomainError as error:
            refused = error.message_zh
        else:
            return _page(site, request, "recovery_codes", "恢复码", codes=codes, is_new=True)
    device = enrolment_of(request.user)
    key = b32encode(device.bin_key).decode().rstrip("=")
    return _page(
        site,
        request,
        "second_factor",
        "启用两步验证",
        picture=segno.make(device.config_url, error="m").svg_inline(
            border=4, omitsize=True, dark="#000", light="#fff"
        ),
        key=" ".join(key[start : start + 4] for start in range(0, len(key), 4)),
        refused=refused,
        has_factor=has_second_factor(request.user),
        is_required=needs_second_factor(request.user),
    )


@_changes
def recovery_codes(site: Any, request: HttpRequest) -> HttpResponse:
    """Replace the recovery codes and show the new ones once."""
    try:
        _prove(request)
    except DomainError as error:
        return _refused(site, request, "factor_refused", error.message_zh)
    codes = recovery_codes_renew(user=request.user, now=timezone.now())
    return _page(site, request, "recovery_codes", "恢复码", codes=codes, is_new=False)


@_changes
def factor_off(site: Any, request: HttpRequest) -> HttpResponse:
    """Turn the second factor off, where the role allows it."""
    if needs_second_factor(request.user):
        return _refused(site, request, "factor_refused", "您的角色必须启用两步验证，不能停用。")
    try:
        _prove(request)
    except DomainError as error:
        return _refused(site, request, "factor_refused", error.message_zh)
    second_factor_remove(user=request.user, actor=audit.actor_of(request.user))
    messages.success(request, "两步验证已停用。")
    return HttpResponseRedirect(reverse(f"{site.name}:security"))


def _prove(request: HttpRequest) -> None:
    """Ask for the password, and for the second factor where there is one.

    Raises:
        DomainError: said on the page.
    """
    device = device_of(request)
    refuse_wrong(
        request.POST.get("password", ""), user=request.user, device=device, field="password"
    )
    refuse_wrong_code(
        user=request.user,
        code=request.POST.get("code", ""),
        device=device,
        now=timezone.now(),
    )


def _state(request: HttpRequest) -> dict[str, Any]:
    sessions = list(open_sessions(request.user, now=timezone.now()))
    return {
        "sessions": [
            {
                "session": each,
                "is_current": each.cookie_key == request.session.session_key,
                "means": MEANS_TEXT[each.means],
            }
            for each in sessions
        ],
        "has_factor": has_second_factor(request.user),
        "is_required": needs_second_factor(request.user),
        "codes_left": recovery_codes_left(request.user),
    }


def _refused(site: Any, request: HttpRequest, name: str, words: str) -> HttpResponse:
    return _page(site, request, "security", "登录与安全", **_state(request), **{name: words})


def _page(
    site: Any, request: HttpRequest, template: str, title: str, **context: Any
) -> HttpResponse:
    frame = {**site.each_context(request), "title": title, "site_name": site.name}
    return TemplateResponse(request, f"console/{template}.html", {**frame, **context})
