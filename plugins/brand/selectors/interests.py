"""Who must keep out of a case."""

from __future__ import annotations

from plugins.brand.models import EnterpriseTie, Licence

APPLICANT = "您是本件的申请人"


def interest_in(licence: Licence, *, user_id: int) -> str:
    """Return what ties the person to the case, in words, or ""; one query."""
    if licence.applicant_id == user_id:
        return APPLICANT
    tie = EnterpriseTie.objects.filter(enterprise=licence.enterprise_id, user=user_id).first()
    return f"您与该企业有利害关系（{tie.relation}）" if tie else ""
