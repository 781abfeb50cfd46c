"""Which enterprise a member works for just now, and pages that are for members only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from plugins.kernel.errors import DomainError, NotAllowed, NotFound
from plugins.marketplace.actors import MemberActor, actors_of
from plugins.marketplace.errors import NotAMember
from plugins.marketplace.roles import Role

_CHOSEN = "acting_for"
_FOUND = "marketplace_actors"
View = Callable[..., HttpResponseBase]


def acting(request: HttpRequest) -> MemberActor:
    """Return the user as a member of the enterprise they chose, or of their first one.

    What was chosen is looked up anew with each request: who has left an enterprise acts
    for it no more, whatever the session says.

    Raises:
        NotAMember: the user works for no enterprise.
    """
    actors = _actors(request)
    if not actors:
        raise NotAMember()
    chosen = request.session.get(_CHOSEN)
    return next((each for each in actors if each.enterprise_id == chosen), actors[0])


def _actors(request: HttpRequest) -> list[MemberActor]:
    """Look the memberships up once for a page: menu, cards and the page itself all ask."""
    found: list[MemberActor] | None = getattr(request, _FOUND, None)
    if found is None:
        found = actors_of(user=request.user)
        setattr(request, _FOUND, found)
    return found


def acting_switch(request: HttpRequest, *, enterprise_id: int) -> MemberActor:
    """Work for another of one's enterprises from now on.

    Raises:
        NotAMember: it is none of the user's.
    """
    for actor in actors_of(user=request.user):
        if actor.enterprise_id == enterprise_id:
            request.session[_CHOSEN] = enterprise_id
            return actor
    raise NotAMember()


def may(role: Role | None = None) -> Callable[[HttpRequest], bool]:
    """Return the test whether a member may do what the role does; strangers may nothing."""

    def test(request: HttpRequest) -> bool:
        try:
            actor = acting(request)
        except NotAMember:
            return False
        return role is None or actor.may(role)

    return test


def member_page(
    role: Role | None = None, *, back: Callable[..., str] | None = None
) -> Callable[[View], View]:
    """Make a view get the acting member: `view(request, actor, **ids)`.

    What does not exist for the member is 404, what the role does not allow 403, and
    any other refusal of a form is said on the page at `back(**ids)`, by default the
    page itself.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, **ids: Any) -> HttpResponseBase:
            try:
                actor = acting(request)
                if role is not None:
                    actor.require(role)
                return view(request, actor, **ids)
            except NotFound as error:
                raise Http404(error.code) from error
            except NotAllowed as error:
                raise PermissionDenied(error.message_zh) from error
            except DomainError as error:
                if request.method != "POST":
                    raise Http404(error.code) from error
                messages.error(request, error.message_zh)
                return HttpResponseRedirect(back(**ids) if back else request.get_full_path())

        return page

    return decorate
