"""Whom a notice concerns: the owner of an object answers for its kind.

What is told when is declared with the audited action (`CapabilityConfig.enterprise_notices`);
`plugins.notices` writes and sends it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.module_loading import import_string

from plugins.kernel.registry import EnterpriseNotice, capabilities


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """An enterprise that an object concerns.

    Attributes:
        facts: what subject and text of the notice may name, in Chinese, no personal data.
        page, page_args: where the enterprise sees it: a name below `enterprise:`.
    """

    enterprise_id: int
    facts: Mapping[str, str] = field(default_factory=dict)
    page: str = "index"
    page_args: Sequence[Any] = ()


#: From ids of objects to the enterprises each concerns, in a fixed number of queries.
Addresser = Callable[[Collection[str]], Mapping[str, Sequence[Addressed]]]


def declared_notices() -> dict[str, EnterpriseNotice]:
    """Return what is told after which audited action."""
    return {
        action: notice
        for config in capabilities()
        for action, notice in config.enterprise_notices.items()
    }


def addressed(object_type: str, object_ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """Return the enterprises that objects of one kind concern.

    Raises:
        LookupError: no capability says whose objects of that kind are.
    """
    for config in capabilities():
        if object_type in config.notice_addressees:
            addresser: Addresser = import_string(config.notice_addressees[object_type])
            return addresser(object_ids)
    raise LookupError(f"nobody says which enterprise a {object_type} concerns")
