"""What closing an account would meet; `plugins/accounts` and `plugins/wechat` close it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from plugins.kernel.personal_data import hindrances_of, holders
from plugins.kernel.registry import Words


@dataclass(frozen=True)
class DeletionOutlook:
    """What stands in the way, and what will stay."""

    hindrances: tuple[Words, ...]
    kept: tuple[Words, ...]


def deletion_outlook(*, user: Any) -> DeletionOutlook:
    """Tell what deletion would meet; changes nothing."""
    return DeletionOutlook(
        hindrances=hindrances_of(user),
        kept=tuple(holder.kept for _, holder in holders() if holder.kept),
    )
