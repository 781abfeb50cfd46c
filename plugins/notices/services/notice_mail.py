"""Mail a copy of a notice. A handler of the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from saleor.core.emails import get_email_context
from templated_email import send_templated_mail

from plugins.notices.models import NoticeCopy


def mail_notice(payload: Mapping[str, Any]) -> None:
    """Send it once. Who has left the enterprise since gets nothing any more."""
    copy = (
        NoticeCopy.objects.select_related("notice__enterprise", "member__user")
        .filter(pk=payload["copy_id"], mailed_at__isnull=True, is_declined=False)
        .first()
    )
    if copy is None or (copy.member is not None and not copy.member.is_at_work):
        return
    notice = copy.notice
    sender, context = get_email_context()
    send_templated_mail(
        template_name="notices/notice",
        recipient_list=[copy.address],
        context={
            **context,
            "subject": notice.subject,
            "enterprise": notice.enterprise.name,
            "text": notice.text,
            "english": notice.english,
            "action": notice.button,
            "link": f"{settings.PUBLIC_ADDRESS}{notice.path}" if copy.member else "",
            "note": NOTE if not notice.is_required and copy.member else REQUIRED,
        },
        **sender,
    )
    NoticeCopy.objects.filter(pk=copy.pk).update(mailed_at=timezone.now())


NOTE = "不想收到这类邮件，可在企业工作台“消息”里关闭；消息仍会留在工作台。"
REQUIRED = "这是与授权或合同有关的通知，不能关闭。"
