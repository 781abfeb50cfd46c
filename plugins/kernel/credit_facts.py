"""What speaks for or against an enterprise: facts that a capability can count.

A capability that knows such facts declares a source (`CapabilityConfig.credit_sources`);
`plugins.credit` makes scores of them. Sources answer for all enterprises at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.utils.module_loading import import_string

from plugins.kernel.registry import Words, capabilities


class Basis(Enum):
    """How facts become a rate between 0 and 1."""

    SHARE = "share"  # 占比: the share of occasions that went well
    DEDUCTION = "deduction"  # 扣减: each that went badly costs a fixed part


@dataclass(frozen=True, kw_only=True)
class Incident:
    """One fact against an enterprise.

    Attributes:
        key: names it within its source, the same whenever it is asked for.
        title: what happened, in Chinese, without personal data.
        recorded_by: as the audit trail has it: `staff:3`, `system:child_orders`.
        object_type, object_id: the object in the console, as the audit trail has it.
        page, page_arg: where the enterprise sees it: a name below `enterprise:`; "" for nowhere.
    """

    enterprise_id: int
    key: str
    title: str
    at: datetime
    recorded_by: str
    object_type: str
    object_id: str
    page: str = ""
    page_arg: str = ""


@dataclass(frozen=True, kw_only=True)
class FactSource:
    """A kind of fact.

    Attributes:
        slug: names it in formulas for good.
        explained: what is counted, for enterprises and the public.
        totals: from an instant to another (not included) → enterprise → occasions looked at.
        incidents: the occasions among them that went badly.
    """

    slug: str
    name: Words
    explained: Words
    basis: Basis
    totals: Callable[[datetime, datetime], Mapping[int, int]]
    incidents: Callable[[datetime, datetime], Iterable[Incident]]


def fact_sources() -> dict[str, FactSource]:
    """Return every declared source by its slug, in the order of the capabilities."""
    found = [import_string(path) for config in capabilities() for path in config.credit_sources]
    return {source.slug: source for source in found}
