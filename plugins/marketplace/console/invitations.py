"""The page an invitation's mail leads to: open to strangers, for whoever has the code."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate, get_user_model, login
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from brand_theme.console.public import (
    Attempt,
    email_masked,
    enterprise_page,
    login_noted,
    note_failure,
    note_success,
    refuse_guessing,
)
from plugins.accounts.public import Means, has_second_factor
from plugins.kernel.errors import DomainError
from plugins.marketplace.errors import InvitationNotFound, PasswordWrong
from plugins.marketplace.models import Invitation, Member
from plugins.marketplace.roles import ROLE_TEXT, Role
from plugins.marketplace.services.invitation_accept import (
    invitation_accept,
    invitation_accept_with_password,
    invitation_open,
)


@never_cache
def accept(request: HttpRequest, code: str) -> HttpResponseBase:
    """Join with the account of the invited address, or make one; then one is logged in.

    The code proves the address. An account that exists proves itself by its password.
    """
    try:
        invitation = invitation_open(code=code, now=timezone.now())
    except InvitationNotFound as error:
        raise Http404(error.code) from error
    account = get_user_model().objects.filter(email__iexact=invitation.email).first()
    refused = ""
    if request.method == "POST":
        try:
            member = _join(request, invitation, account, code)
        except DomainError as error:
            refused = error.message_zh
        else:
            return _entered(request, member)
    context = {
        "invitation": invitation,
        "email": email_masked(invitation.email),
        "roles": "、".join(ROLE_TEXT[Role(role)] for role in invitation.roles),
        "has_account": account is not None,
        "refused": refused,
        "name": request.POST.get("name", ""),
    }
    return enterprise_page(request, "marketplace/invitation.html", context, title="接受邀请")


def _entered(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Log the new member in; who has a second factor shows it at the door."""
    if not has_second_factor(member.user):
        login(request, member.user)
        login_noted(request, Means.ENTERPRISE)
    return HttpResponseRedirect(reverse("enterprise:index"))


def _join(request: HttpRequest, invitation: Invitation, account: Any, code: str) -> Member:
    """Raises:
    DomainError: said on the page.
    """
    password, now = request.POST.get("password", ""), timezone.now()
    if account is None:
        return invitation_accept_with_password(
            code=code, password=password, name=request.POST.get("name", ""), now=now
        )
    attempt = Attempt(
        site="enterprise",
        account=invitation.email,
        address=request.META.get("REMOTE_ADDR", ""),
    )
    refuse_guessing(attempt)
    user = authenticate(request, username=account.email, password=password)
    if user is None:
        note_failure(attempt)
        raise PasswordWrong(field="password")
    note_success(attempt)
    return invitation_accept(code=code, user=user, now=now)
