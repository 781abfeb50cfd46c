"""Who keeps out of an enterprise's cases."""

from __future__ import annotations

from plugins.brand.models import EnterpriseTie


def is_tied(*, user_id: int | None, enterprise_id: int) -> bool:
    """Tell whether a person has declared an interest in the enterprise."""
    return EnterpriseTie.objects.filter(enterprise_id=enterprise_id, user_id=user_id).exists()
