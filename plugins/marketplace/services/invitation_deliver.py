"""Mail an invitation. A handler of the outbox."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from saleor.core.emails import get_email_context
from templated_email import send_templated_mail

from plugins.marketplace.models import Invitation
from plugins.marketplace.roles import ROLE_TEXT, Role
from plugins.marketplace.rules import fingerprint_of
from plugins.marketplace.states import InvitationState


def deliver_invitation(payload: Mapping[str, Any]) -> None:
    """Make the code, keep its hash, send it.

    The code exists in the mail alone. Delivered a second time, the later mail's
    code counts.
    """
    invitation = Invitation.objects.select_related("enterprise").get(pk=payload["invitation_id"])
    if invitation.state != InvitationState.OPEN.value:
        return
    code = secrets.token_urlsafe(32)
    Invitation.objects.filter(pk=invitation.pk).update(fingerprint=fingerprint_of(code))
    sender, context = get_email_context()
    send_templated_mail(
        template_name="marketplace/invitation",
        recipient_list=[invitation.email],
        context={
            **context,
            "enterprise": invitation.enterprise.name,
            "roles": "、".join(ROLE_TEXT[Role(value)] for value in invitation.roles),
            "expires_at": f"{timezone.localtime(invitation.expires_at):%Y-%m-%d %H:%M}",
            "link": f"{settings.PUBLIC_ADDRESS}/enterprise/invitation/{code}/",
        },
        **sender,
    )
