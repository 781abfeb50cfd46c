"""An enterprise before the brand office: what its owner may ask of the brand's services, and of what."""

from __future__ import annotations

from plugins.brand import public as brand
from plugins.marketplace.actors import MemberActor
from plugins.marketplace.errors import NotAMember
from plugins.marketplace.roles import Role


def applicant(actor: MemberActor) -> brand.Actor:
    """Return the owner as the brand's services see an applicant: may apply, and nothing else.

    These services do not ask whose licence it is: find it with `own_licence` first.

    Raises:
        RoleMissing: the member is no owner.
    """
    actor.require(Role.OWNER)
    return brand.Actor(
        name=str(actor), user_id=actor.user_id, permissions=frozenset({brand.Role.APPLY})
    )


def own_licence(actor: MemberActor, licence_id: int) -> brand.Licence:
    """Return a licence of the actor's enterprise.

    Raises:
        NotAMember: there is none such; others' do not exist.
    """
    found = (
        brand.Licence.objects.filter(enterprise=actor.enterprise_id, pk=licence_id)
        .select_related("enterprise", "terms__brand", "agreement")
        .first()
    )
    if found is None:
        raise NotAMember()
    return found


def own_document(actor: MemberActor, document_id: int) -> brand.Document:
    """Return a paper that an enterprise put on its file itself; the office's stay with it.

    Raises:
        NotAMember: there is none such.
    """
    found = brand.Document.objects.filter(
        enterprise=actor.enterprise_id,
        pk=document_id,
        added_by__startswith=f"enterprise:{actor.enterprise_id}:",
    ).first()
    if found is None:
        raise NotAMember()
    return found
