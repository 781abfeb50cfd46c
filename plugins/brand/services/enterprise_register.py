"""Open the file of an enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.errors import EnterpriseKnown
from plugins.brand.models import Enterprise, EnterpriseContact
from plugins.brand.rules import enterprises as rules
from plugins.kernel import audit


@dataclass(frozen=True, kw_only=True)
class EnterpriseFacts:
    """What is filed at the beginning; `slug` is that of its brand's collection, if any."""

    slug: str
    name: str
    brand_name: str
    kind: rules.EnterpriseKind
    credit_code: str
    town: str
    story: str = ""
    is_demo: bool = False


@dataclass(frozen=True, kw_only=True)
class ContactFacts:
    name: str
    phone: str
    email: str = ""
    duty: str = ""


@transaction.atomic
def enterprise_register(
    *, facts: EnterpriseFacts, contacts: list[ContactFacts], actor: Actor, now: datetime
) -> Enterprise:
    """Open a file; it may not sell before it is verified and licensed.

    Raises:
        PermissionLacking, EnterpriseNameInvalid, CreditCodeInvalid,
        CreditCodeNotWanted, EnterpriseKnown: nothing was filed.
    """
    actor.require(Role.MANAGE_ENTERPRISES)
    code = rules.credit_code_checked(kind=facts.kind, code=facts.credit_code)
    try:
        with transaction.atomic():
            enterprise = Enterprise.objects.create(
                slug=facts.slug,
                name=rules.name_checked(facts.name),
                brand_name=facts.brand_name,
                kind=facts.kind.value,
                credit_code=code,
                town=facts.town,
                story=facts.story,
                is_demo=facts.is_demo,
                registered_at=now,
            )
    except IntegrityError as error:
        raise EnterpriseKnown(field="creditCode") from error
    EnterpriseContact.objects.bulk_create(
        EnterpriseContact(
            enterprise=enterprise,
            name=each.name,
            phone=each.phone,
            email=each.email,
            duty=each.duty,
        )
        for each in contacts
    )
    audit.record("brand.enterprise.registered", enterprise, actor=actor.name, kind=facts.kind.value)
    return enterprise
