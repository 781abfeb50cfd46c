"""What capabilities have to say for an enterprise where buyers look at it: stars of credit.

A capability declares `enterprise_honours`; the window and the API show what it returns
and know nothing of where it comes from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.module_loading import import_string

from plugins.kernel.registry import capabilities


@dataclass(frozen=True, kw_only=True)
class Honour:
    """One line on an enterprise's page.

    Attributes:
        name: what it is, in Chinese: 诚信星级.
        text: what it says: 五星.
        stars: how many of five to draw, or None for words alone.
        url: where it is explained, or "".
    """

    name: str
    text: str
    stars: int | None = None
    url: str = ""


def honours_of(*, enterprise_ids: Collection[int], at: datetime) -> dict[int, list[Honour]]:
    """Return every enterprise's honours, asking each capability once for all of them."""
    found: dict[int, list[Honour]] = defaultdict(list)
    for config in capabilities():
        if config.enterprise_honours:
            said = import_string(config.enterprise_honours)(enterprise_ids=enterprise_ids, at=at)
            for enterprise_id, honours in said.items():
                found[enterprise_id].extend(honours)
    return {enterprise_id: found[enterprise_id] for enterprise_id in enterprise_ids}
