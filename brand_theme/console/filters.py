"""Filters of lists: states in words, and days from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import DateTimeField, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.contrib.filters.admin import RangeDateFilter
from unfold.widgets import INPUT_CLASSES

from brand_theme.console.parts import Label


class DaysForm(forms.Form):
    """Two days, with the browser's own calendar."""

    def __init__(self, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for end, text in (("from", "从"), ("to", "到")):
            attributes = {"type": "date", "aria-label": text, "class": " ".join(INPUT_CLASSES)}
            self.fields[f"{name}_{end}"] = forms.DateField(
                label=text,
                required=False,
                widget=forms.DateInput(attributes, format="%Y-%m-%d"),
                error_messages={"invalid": "日期应为 2026-11-26 的样子，这一项没有生效。"},
            )


class DaysFilter(RangeDateFilter):
    """From one day to another, both included; a moment belongs to its day in Beijing."""

    form_class = DaysForm

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        first, last = (
            _day(self.used_parameters.get(f"{self.parameter_name}_{end}")) for end in ("from", "to")
        )
        if first:
            queryset = queryset.filter(**{f"{self.parameter_name}__gte": self._start_of(first)})
        if last:
            after = last + timedelta(days=1)
            queryset = queryset.filter(**{f"{self.parameter_name}__lt": self._start_of(after)})
        return queryset

    def _start_of(self, day: date) -> date | datetime:
        if isinstance(self.field, DateTimeField):
            return timezone.make_aware(datetime.combine(day, time.min))
        return day


def _day(text: Any) -> date | None:
    """Return the day, or None for nothing and for nonsense: the form says which."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def state_filter(texts: Mapping[str, Label], *, field: str = "state") -> type:
    """Return a list filter that offers states in words: `?state=paid`."""

    class StateFilter(admin.SimpleListFilter):
        title = "状态"
        parameter_name = field

        def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
            return [(value, shown.text) for value, shown in texts.items()]

        def queryset(self, request: Any, queryset: Any) -> Any:
            return queryset.filter(**{field: self.value()}) if self.value() else queryset

    return StateFilter
