"""Whom to write to at an enterprise that has no members yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from plugins.brand.models import EnterpriseContact


def contact_addresses(*, enterprise_ids: Collection[int]) -> dict[int, list[str]]:
    """Return the addresses on the files of enterprises, for sending mail only; one query.

    Enterprises of the demonstration have invented contacts: nobody is written to.
    """
    found: dict[int, list[str]] = defaultdict(list)
    rows = EnterpriseContact.objects.filter(
        enterprise__in=enterprise_ids, enterprise__is_demo=False
    ).exclude(email="")
    for enterprise, email in rows.values_list("enterprise_id", "email"):
        if email not in found[enterprise]:
            found[enterprise].append(email)
    return dict(found)
