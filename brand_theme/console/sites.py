"""The two consoles, as sites of Django's admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from unfold.dataclasses import SearchResult

from brand_theme.console.contributions import (
    enterprise_cards,
    enterprise_name,
    enterprise_pages,
    hits_for,
)
from brand_theme.console.first_screen import first_screen
from brand_theme.console.login import EnterpriseLoginForm, LoginForm
from brand_theme.console.membership import is_enterprise_member
from brand_theme.console.secured import SecuredSite
from plugins.accounts.public import Means

SHORTEST_SEARCH, MOST_HITS = 3, 30


class ConsoleSite(SecuredSite):
    """`/console/`: the brand office, finance, marketing, service, administrators."""

    settings_name = "UNFOLD"
    means = Means.CONSOLE
    login_form = LoginForm
    login_template = "console/login.html"
    index_template = "console/index.html"
    index_title = "今日工作"
    empty_value_display = "—"
    site_header = site_title = "冶里集 · 工作台"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        return super().index(request, {**first_screen(request.user), **(extra_context or {})})

    def search(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Answer the search box: pages by name, objects by number. Nothing is cached."""
        text = request.GET.get("s", "").strip()
        found = self._pages(request, text)
        if len(text) >= SHORTEST_SEARCH:
            found += [
                SearchResult(hit.title, hit.description, hit.url, hit.icon)
                for hit in hits_for(request.user, text)
            ]
        context = {"results": found[:MOST_HITS], "is_short": len(text) < SHORTEST_SEARCH}
        return TemplateResponse(
            request, "console/search.html", context, headers={"HX-Trigger": "search"}
        )

    def _pages(self, request: HttpRequest, text: str) -> list[SearchResult]:
        groups = self.get_sidebar_list(request)
        return [
            SearchResult(item["title"], group["title"], item["link"], item["icon"])
            for group in groups
            for item in group["items"]
            if text and text.lower() in item["title"].lower()
        ]


class EnterpriseSite(SecuredSite):
    """`/enterprise/`: members of enterprises. Staff of the shop cannot enter."""

    settings_name = "UNFOLD_ENTERPRISE"
    means = Means.ENTERPRISE
    login_form = EnterpriseLoginForm
    login_template = "console/login.html"
    index_template = "console/enterprise.html"
    index_title = "企业首页"
    site_header = site_title = "冶里集 · 企业工作台"

    def has_permission(self, request: HttpRequest) -> bool:
        return is_enterprise_member(request.user)

    def get_urls(self) -> list[Any]:
        """The capabilities' pages, then the site's own."""
        pages = [
            path(
                page.route,
                page.view if page.is_open else self.admin_view(page.view),
                name=page.name,
            )
            for page in enterprise_pages()
        ]
        return [*pages, *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        cards = sorted(enterprise_cards(request), key=lambda card: not card.is_urgent)
        start = {
            "waiting": [card for card in cards if card.count],
            "enterprise_name": enterprise_name(request),
        }
        return super().index(request, {**start, **(extra_context or {})})

    def search(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Find nothing: enterprises have lists, no search over everything."""
        return TemplateResponse(request, "console/search.html", {"results": []})


def enterprise_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, title: str
) -> TemplateResponse:
    """Return a page of the enterprises' console in its frame."""
    request.current_app = enterprise_site.name
    frame = {
        **enterprise_site.each_context(request),
        "title": title,
        "enterprise_name": enterprise_name(request),
    }
    return TemplateResponse(request, template, {**frame, **context})


console_site = ConsoleSite(name="console")
enterprise_site = EnterpriseSite(name="enterprise")
