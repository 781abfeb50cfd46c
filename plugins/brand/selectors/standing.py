"""A licence's standing, from its row and its enterprise's."""

from __future__ import annotations

from plugins.brand.models import Licence
from plugins.brand.rules.force import CertificateStatus, Standing
from plugins.brand.states import IN_FORCE, LicenceState

_ENDED = {
    LicenceState.REVOKED.value: CertificateStatus.REVOKED,
    LicenceState.WITHDRAWN.value: CertificateStatus.WITHDRAWN,
}


def standing_of(licence: Licence) -> Standing:
    """Read the standing; `licence.enterprise` must be at hand, or it is one query more."""
    return Standing(
        is_in_force=licence.state in IN_FORCE,
        is_enterprise_suspended=licence.enterprise.suspended_at is not None,
        verify_by=licence.enterprise.verify_by,
        rectify_by=licence.rectify_by,
        ended_as=_ENDED.get(licence.state),
    )
