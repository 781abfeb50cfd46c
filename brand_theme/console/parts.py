"""What a capability's console module is made of; see the README for how they meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db.models import Count, Min, Model, QuerySet
from django.http import HttpRequest


class Section(Enum):
    """The groups of the menu, in this order."""

    ORDERS = "订单与发货"
    MONEY = "资金"
    BRAND = "品牌"
    MARKET = "市场"
    SERVICE = "客服"
    SYSTEM = "系统"


class Tone(Enum):
    """How urgent a state looks; the values are Unfold's label variants."""

    PLAIN = ""
    GOOD = "success"
    WAITING = "info"
    CAREFUL = "warning"
    BAD = "danger"


@dataclass(frozen=True)
class Label:
    """A state in words and colour; the words alone suffice."""

    text: str
    tone: Tone = Tone.PLAIN


def view_permission(model: type[Model]) -> str:
    return f"{model._meta.app_label}.view_{model._meta.model_name}"


@dataclass(frozen=True)
class MenuEntry:
    """A line of the menu, for people who may see the model.

    Attributes:
        query: the list's filter, e.g. `state__exact=paid`.
    """

    section: Section
    title: str
    icon: str
    model: type[Model]
    query: str = ""


@dataclass(frozen=True)
class Measure:
    """How much waits, and since when the longest of it does."""

    count: int
    oldest: datetime | None = None


@dataclass(frozen=True)
class Queue:
    """Work that waits for a person: a card of the first screen.

    Attributes:
        hint: what is to be done about it, in one short sentence.
        measure: counts it, in one query; called for people who may see `model`.
        within: how long it may wait; what waits longer is shown as overdue.
        permission: who works on it; whoever may view the model by default.
    """

    title: str
    hint: str
    icon: str
    model: type[Model]
    measure: Callable[[datetime], Measure]
    query: str = ""
    within: timedelta | None = None
    permission: str = ""

    @property
    def needs(self) -> str:
        return self.permission or view_permission(self.model)


def measured(waiting: QuerySet[Any], since: str) -> Measure:
    """Count a queryset and find its earliest `since`, in one query."""
    found = waiting.order_by().aggregate(count=Count("pk"), oldest=Min(since))
    return Measure(count=found["count"], oldest=found["oldest"])


@dataclass(frozen=True)
class Series:
    """One line or set of bars; `colour` names a palette token."""

    name: str
    values: Sequence[float]
    colour: str


@dataclass(frozen=True)
class Drawing:
    """Labels and series of a chart; also read out as a table."""

    labels: Sequence[str]
    series: Sequence[Series]
    summary: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart of the first screen, for people who may see `model`."""

    title: str
    kind: str  # "bar" or "line"
    model: type[Model]
    draw: Callable[[datetime], Drawing]
    unit: str = ""


@dataclass(frozen=True)
class Table:
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Panel:
    """A block of an object's page: facts, a table, or both.

    Attributes:
        advice: what the reader should do, shown above the facts.
        url: where the thing itself is shown.
        pictures: address and words of each.
    """

    title: str
    facts: Sequence[tuple[str, Any]] = ()
    table: Table | None = None
    advice: str = ""
    label: Label | None = None
    url: str = ""
    pictures: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class OrderPart:
    """What a capability knows of one order: panels, and objects whose history belongs to it.

    Attributes:
        model: shown to people who may view this.
    """

    model: type[Model]
    panels: Sequence[Panel]
    subjects: Sequence[Model] = field(default_factory=tuple)


class EnterprisePart(OrderPart):
    """The same of one enterprise."""


@dataclass(frozen=True)
class EnterprisePage:
    """A page of the enterprises' console, below `/enterprise/`, named `enterprise:<name>`.

    Attributes:
        is_open: strangers may open it, e.g. to accept an invitation.
    """

    route: str
    name: str
    view: Callable[..., Any]
    is_open: bool = False


@dataclass(frozen=True)
class EnterpriseEntry:
    """A line of the enterprises' menu, for members of whom `may` says so."""

    title: str
    icon: str
    page: str
    may: Callable[[HttpRequest], bool]
    position: int = 50


@dataclass(frozen=True)
class EnterpriseCard:
    """Work that waits for a member: a card of the enterprises' first screen."""

    title: str
    hint: str
    icon: str
    url: str
    count: int
    is_urgent: bool = False


@dataclass(frozen=True)
class DemoMember:
    """Somebody of an enterprise, for a laptop's demonstration.

    Attributes:
        what: the enterprise and role, for the list of accounts.
        settle: makes the account a member, and whatever the demonstration needs of it.
    """

    email: str
    name: str
    what: str
    settle: Callable[[Any], None]


@dataclass(frozen=True)
class Hit:
    """Something a search found. Personal data in it is masked."""

    title: str
    description: str
    url: str
    icon: str = "search"
