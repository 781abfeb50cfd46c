"""What a person may do with an object: asked for, confirmed, done by a service."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminExpandableTextareaWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from brand_theme.console.parts import Panel
from plugins.kernel import audit
from plugins.kernel.errors import DomainError, GatewayError

REASON_LONGEST = 200


class ActionForm(forms.Form):
    """A confirmation. `key` names this asking: sending it twice does it once."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.obj = obj
        self.fields["key"].initial = secrets.token_hex(16)

    def shown_fields(self) -> list[forms.BoundField]:
        return list(self.visible_fields())


class ReasonForm(ActionForm):
    """A confirmation with the reason, which goes into the audit trail."""

    reason = forms.CharField(
        label="原因",
        max_length=REASON_LONGEST,
        help_text="写给日后查账的人看，记入审计，不要写个人信息。",
        widget=UnfoldAdminTextInputWidget,
    )


def text_field(label: str, **options: Any) -> forms.CharField:
    """A line of text that looks like the console."""
    return forms.CharField(label=label, widget=UnfoldAdminTextInputWidget, **options)


def long_text_field(label: str, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=UnfoldAdminExpandableTextareaWidget, **options)


def choice_field(label: str, choices: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=UnfoldAdminSelectWidget, **options
    )


def choices_field(label: str, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    """Several of the choices, each with a box to tick."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=UnfoldAdminCheckboxSelectMultipleWidget, **options
    )


def tick_field(label: str, **options: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, widget=UnfoldBooleanWidget, **options)


def number_field(label: str, **options: Any) -> forms.IntegerField:
    """A whole number; not negative unless `min_value` says so."""
    return forms.IntegerField(
        label=label, widget=UnfoldAdminIntegerFieldWidget, **{"min_value": 0, **options}
    )


class _FileField(forms.FileField):
    def __init__(self, *, megabytes: int, **options: Any) -> None:
        super().__init__(**options)
        self.megabytes = megabytes

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is too large before anything reads it."""
        file = super().clean(data, initial)
        if file and file.size > self.megabytes * 1024 * 1024:
            raise ValidationError(f"文件不能超过 {self.megabytes} MB。")
        return file


def file_field(label: str, *, megabytes: int, **options: Any) -> forms.FileField:
    """A file of at most so many megabytes; what is in it, the service finds out."""
    return _FileField(
        label=label, megabytes=megabytes, widget=UnfoldAdminFileFieldWidget, **options
    )


def date_field(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=UnfoldAdminSingleDateWidget, **options)


def yuan_field(label: str, **options: Any) -> forms.DecimalField:
    """An amount in yuan with at most two decimals; positive."""
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
        widget=UnfoldAdminTextInputWidget({"inputmode": "decimal"}),
        **options,
    )


def decimal_field(label: str, **options: Any) -> forms.DecimalField:
    """An exact number; not negative unless `min_value` says so."""
    return forms.DecimalField(
        label=label,
        widget=UnfoldAdminTextInputWidget({"inputmode": "decimal"}),
        **{"min_value": Decimal(0), **options},
    )


@dataclass(frozen=True)
class Asked:
    """An action as somebody asked for it."""

    obj: Any
    data: dict[str, Any]
    user: Any
    actor: str
    key: str
    now: datetime


#: A sentence to show, panels to show once, or a file.
Outcome: TypeAlias = str | Sequence[Panel] | HttpResponseBase


@dataclass(frozen=True)
class ObjectAction:
    """A button on an object's page.

    Attributes:
        permission: who sees and may use it.
        perform: calls one service and says what happened.
        form: what has to be said first; a bare confirmation by default.
        available: whether the object is in a state for it.
        warning: what the reader should know before confirming.
    """

    name: str
    title: str
    icon: str
    permission: str
    perform: Callable[[Asked], Outcome]
    form: type[ActionForm] = ActionForm
    available: Callable[[Any], bool] = lambda obj: True
    warning: Callable[[Any], str] = lambda obj: ""
    is_danger: bool = False
    confirm: str = "确认"


def perform_page(
    *, request: HttpRequest, action: ObjectAction, obj: Any, context: dict[str, Any], back: str
) -> HttpResponseBase:
    """Show the form of an action, or do it and go back to the object."""
    form = action.form(request.POST or None, request.FILES or None, obj=obj)
    outcome = _outcome(request, action, obj, form) if form.is_valid() else None
    if isinstance(outcome, HttpResponseBase):
        return outcome
    if isinstance(outcome, str):
        messages.success(request, outcome)
        return HttpResponseRedirect(back)
    page = {
        **context,
        "action": action,
        "warning": action.warning(obj),
        "form": form,
        "back": back,
        "shown": outcome,
        "is_available": action.available(obj),
    }
    return TemplateResponse(request, "console/act.html", page)


def _outcome(
    request: HttpRequest, action: ObjectAction, obj: Any, form: ActionForm
) -> Outcome | None:
    """Let the service do it; a refusal becomes an error of the form."""
    asked = Asked(
        obj=obj,
        data=form.cleaned_data,
        user=request.user,
        actor=audit.actor_of(request.user),
        key=form.cleaned_data["key"],
        now=timezone.now(),
    )
    try:
        return action.perform(asked)
    except DomainError as error:
        form.add_error(_field_of(error, form), error.message_zh)
    except GatewayError as error:
        form.add_error(None, f"对方系统没有受理，没有改动。请稍后再试。（{error}）")
    return None


def _field_of(error: DomainError, form: ActionForm) -> str | None:
    """Return the form's field that a refusal is about; services spell it as the API does."""
    name = re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", error.field or "")
    return name if name in form.fields else None
