"""Staff look at an enterprise's contacts unmasked: allowed, and written down."""

from __future__ import annotations

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.errors import NothingFound
from plugins.brand.models import EnterpriseContact
from plugins.brand.services.reasons import reason_checked
from plugins.kernel import audit


@transaction.atomic
def contact_reveal(*, contact_id: int, reason: str, actor: Actor) -> EnterpriseContact:
    """Return the contact; the trail keeps who looked and why, and no personal data.

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
