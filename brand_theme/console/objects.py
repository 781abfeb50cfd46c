"""Admin classes that only show; changes go through explicit actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from unfold.admin import ModelAdmin

from brand_theme.console.actions import ObjectAction, perform_page
from brand_theme.console.filters import state_filter
from brand_theme.console.paging import PlannedPaginator
from brand_theme.console.parts import Label, Panel
from brand_theme.console.searching import found
from brand_theme.console.sites import console_site
from brand_theme.console.timeline import Moment, timeline_of


def register(
    model: type[Model], *, name: str, fields: Mapping[str, str] | None = None
) -> Callable[[type], type]:
    """Show a model in the console under a Chinese name, and fields under theirs.

    The names are set here rather than in the model: they are texts of this
    console, and there each would be a migration.
    """
    model._meta.verbose_name = model._meta.verbose_name_plural = name
    for field, text in (fields or {}).items():
        model._meta.get_field(field).verbose_name = text

    def decorate(admin_class: type) -> type:
        return admin.register(model, site=console_site)(admin_class)

    return decorate


class ReadOnlyModelAdmin(ModelAdmin):
    """A list and a page for each object; nothing can be typed over.

    A subclass says `panels`, and what may be done: `object_actions`, each with a
    permission, a form and a service behind it.
    """

    object_actions: ClassVar[tuple[ObjectAction, ...]] = ()
    #: What is done without an object, such as opening a file; buttons above the list.
    list_actions: ClassVar[tuple[ObjectAction, ...]] = ()
    #: The values of `state_field` in words: links above the list, and its filter.
    states: ClassVar[Mapping[str, Label]] = {}
    state_field: ClassVar[str] = "state"
    list_before_template = "console/_states.html"
    actions: Any = ()
    list_per_page = 50
    paginator = PlannedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would be a query for each value
    list_display_links: Any = None
    list_fullwidth = True
    ordering: Any = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        return self.list_display_links or list(list_display)[:1]

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Search by `search_fields`; a row is found once, whatever it was found by."""
        fields = self.get_search_fields(request)
        if not fields or not search_term:
            return queryset, False
        return found(queryset, fields, search_term), False

    def get_list_filter(self, request: HttpRequest) -> Any:
        own = super().get_list_filter(request)
        return [state_filter(self.states, field=self.state_field), *own] if self.states else own

    def actions_of(self, obj: Any) -> Sequence[ObjectAction]:
        """Return what may be done with an object, whoever is asking."""
        return self.object_actions

    def offers(self, action: ObjectAction, obj: Any, user: Any) -> bool:
        """Whether the page has this button for this person now."""
        return user.has_perm(action.permission) and action.available(obj)

    def caution(self, obj: Any, user: Any) -> str:
        """Return why this person may not do what their role allows; "" when they may."""
        return ""

    def panels(self, obj: Any) -> Sequence[Panel]:
        """Return the blocks of an object's page."""
        return ()

    def label(self, obj: Any) -> Label | None:
        """Return the object's state for the head of its page."""
        value = getattr(obj, self.state_field, "")
        return self.states.get(value, Label(value)) if self.states else None

    def subjects(self, obj: Any) -> Sequence[Model]:
        """Return the objects whose history is told on this one's page."""
        return (obj,)

    def timeline(self, obj: Any) -> Sequence[Moment]:
        """Return the history told on an object's page."""
        return timeline_of(self.subjects(obj))

    def heading(self, obj: Any) -> str:
        return str(obj)

    def get_urls(self) -> list[URLPattern]:
        meta = self.model._meta
        act = path(
            "<path:object_id>/do/<slug:action_name>/",
            self.admin_site.admin_view(self.act_view),
            name=f"{meta.app_label}_{meta.model_name}_act",
        )
        act_on_list = path(
            "do/<slug:action_name>/",
            self.admin_site.admin_view(self.list_act_view),
            name=f"{meta.app_label}_{meta.model_name}_list_act",
        )
        return [act_on_list, act, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        chosen = request.GET.get(self.state_field, "")
        links = [("全部", "?", not chosen)] + [
            (shown.text, f"?{self.state_field}={value}", chosen == value)
            for value, shown in self.states.items()
        ]
        context = {
            "state_links": links if self.states else (),
            "list_actions": [
                {"action": action, "url": f"do/{action.name}/"}
                for action in self.list_actions
                if self.offers(action, None, request.user)
            ],
            "title": self.model._meta.verbose_name,
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one object: panels, what may be done with it, and its history."""
        obj = self._object_or_404(request, object_id)
        context = {
            **self._context(request, obj),
            "panels": self.panels(obj),
            "object_actions": [
                {"action": action, "url": self._act_url(obj, action)}
                for action in self.actions_of(obj)
                if self.offers(action, obj, request.user)
            ],
            "caution": self.caution(obj, request.user),
            "timeline": self.timeline(obj),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "console/object.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Django's own history: every object's page tells it already."""
        return self.change_view(request, object_id)

    def act_view(self, request: HttpRequest, object_id: str, action_name: str) -> HttpResponse:
        """Ask for confirmation, then let the service do it."""
        obj = self._object_or_404(request, object_id)
        action = next((each for each in self.actions_of(obj) if each.name == action_name), None)
        if action is None:
            raise Http404(action_name)
        if not request.user.has_perm(action.permission):
            raise PermissionDenied
        return perform_page(
            request=request,
            action=action,
            obj=obj,
            context=self._context(request, obj),
            back=self._object_url(obj),
        )

    def list_act_view(self, request: HttpRequest, action_name: str) -> HttpResponse:
        """The same for what is done without an object."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        action = next((each for each in self.list_actions if each.name == action_name), None)
        if action is None:
            raise Http404(action_name)
        if not request.user.has_perm(action.permission):
            raise PermissionDenied
        return perform_page(
            request=request,
            action=action,
            obj=None,
            context=self._page(request),
            back=self._list_url(),
        )

    def _object_or_404(self, request: HttpRequest, object_id: str) -> Any:
        obj = self.get_object(request, admin.utils.unquote(object_id))
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        if obj is None:
            raise Http404(object_id)
        return obj

    def _context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {
            **self._page(request),
            "original": self.heading(obj),
            "title": self.heading(obj),
            "label": self.label(obj),
        }

    def _page(self, request: HttpRequest) -> dict[str, Any]:
        request.current_app = self.admin_site.name
        return {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "now": timezone.now(),
            "has_view_permission": True,
        }

    def _list_url(self) -> str:
        meta = self.model._meta
        return reverse(f"{self.admin_site.name}:{meta.app_label}_{meta.model_name}_changelist")

    def _object_url(self, obj: Any) -> str:
        meta = self.model._meta
        return reverse(
            f"{self.admin_site.name}:{meta.app_label}_{meta.model_name}_change", args=[obj.pk]
        )

    def _act_url(self, obj: Any, action: ObjectAction) -> str:
        meta = self.model._meta
        return reverse(
            f"{self.admin_site.name}:{meta.app_label}_{meta.model_name}_act",
            args=[obj.pk, action.name],
        )
