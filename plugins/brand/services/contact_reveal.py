"""Staff look at contacts unmasked: allowed, and written down.

The trail keeps who looked and why, and no personal data.
"""

from __future__ import annotations

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.errors import NothingFound
from plugins.brand.models import EnterpriseContact, MisuseReport, Objection
from plugins.brand.services.reasons import reason_checked
from plugins.kernel import audit


@transaction.atomic
def contact_reveal(*, contact_id: int, reason: str, actor: Actor) -> EnterpriseContact:
    """Return the contact of an enterprise.

    Raises:
        PermissionLacking, ReasonMissing, NothingFound.
    """
    actor.require(Role.REVEAL_CONTACTS)
    why = reason_checked(reason)
    contact = EnterpriseContact.objects.filter(pk=contact_id).first()
    if contact is None:
        raise NothingFound(field="id", what="该联系人", what_en="contact")
    audit.record("brand.contact.revealed", contact, actor=actor.name, reason=why)
    return contact


@transaction.atomic
def objector_reveal(*, objection_id: int, reason: str, actor: Actor) -> Objection:
    """Return the objection with whoever filed it.

    Raises:
        PermissionLacking, ReasonMissing, NothingFound.
    """
    actor.require(Role.REVEAL_CONTACTS)
    why = reason_checked(reason)
    objection = Objection.objects.filter(pk=objection_id).first()
    if objection is None:
        raise NothingFound(field="id", what="该异议", what_en="objection")
    audit.record("brand.objector.revealed", objection, actor=actor.name, reason=why)
    return objection


@transaction.atomic
def reporter_reveal(*, report_id: int, reason: str, actor: Actor) -> MisuseReport:
    """Return the report of misuse with whoever sent it.

    Raises:
        PermissionLacking, ReasonMissing, NothingFound.
    """
    actor.require(Role.REVEAL_CONTACTS)
    why = reason_checked(reason)
    report = MisuseReport.objects.filter(pk=report_id).first()
    if report is None:
        raise NothingFound(field="id", what="该举报", what_en="report")
    audit.record("brand.reporter.revealed", report, actor=actor.name, reason=why)
    return report
