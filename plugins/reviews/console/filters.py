"""Filters of the lists of reviews and questions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from plugins.reviews.models import Answer
from plugins.reviews.rules.kinds import CONCERN_TEXT


def choice_filter(
    heading: str, parameter: str, texts: dict[str, str], lookup: str
) -> type[admin.SimpleListFilter]:
    """A filter that offers values in words."""

    class ChoiceFilter(admin.SimpleListFilter):
        title = heading
        parameter_name = parameter

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            return list(texts.items())

        def queryset(self, request: HttpRequest, queryset: Any) -> Any:
            # What is not offered filters nothing: a typed address is no reason to fail.
            return queryset.filter(**{lookup: self.value()}) if self.value() in texts else queryset

    return ChoiceFilter


class ConcernFilter(admin.SimpleListFilter):
    title = "买家选的问题"
    parameter_name = "concern"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(each.value, text) for each, text in CONCERN_TEXT.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        known = {each.value for each in CONCERN_TEXT}
        chosen = self.value()
        return queryset.filter(concerns__contains=[chosen]) if chosen in known else queryset


class UnansweredFilter(admin.SimpleListFilter):
    title = "企业回答"
    parameter_name = "answered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "企业还没有回答")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        own = Answer.objects.filter(question=OuterRef("pk"), answered_by="enterprise")
        return queryset.filter(~Exists(own)) if self.value() == "no" else queryset
