"""What a buyer was told, and wanted to be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words
from plugins.messages.models import Message, MessageConsent


class MessagesData(PersonalData):
    title: ClassVar[Words] = ("消息", "Messages")

    def held(self, *, user: Any) -> Any:
        consents = MessageConsent.objects.filter(buyer=user)
        messages = Message.objects.filter(buyer=user)
        return {
            "wanted": [{"kind": each.kind, "isOn": each.is_on} for each in consents],
            "told": [
                {"kind": each.kind, "facts": each.facts, "at": moment(each.created_at)}
                for each in messages
            ],
        }

    def erase(self, *, user: Any, now: datetime) -> None:
        Message.objects.filter(buyer=user).delete()
        MessageConsent.objects.filter(buyer=user).delete()
