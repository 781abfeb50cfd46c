"""What buyer and enterprises wrote to each other."""

from __future__ import annotations

from typing import Any, ClassVar

from plugins.child_orders.models import ChildMessage
from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words


class ConversationsData(PersonalData):
    title: ClassVar[Words] = ("与商家的对话", "Conversations with enterprises")
    kept: ClassVar[Words | None] = (
        "与订单有关的对话，不再显示姓名（《电子商务法》第三十一条，三年）",
        "what was written about orders, without a name (E-Commerce Law art. 31: three years)",
    )

    def held(self, *, user: Any) -> Any:
        messages = ChildMessage.objects.filter(author=user).select_related("child_order")
        return [
            {"childOrder": each.child_order.number, "text": each.text, "at": moment(each.sent_at)}
            for each in messages
        ]
