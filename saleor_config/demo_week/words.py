"""What buyers of the week say of goods that arrived, and ask about others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from saleor.order.models import OrderLine

from plugins.orders.models import PlacedOrder
from plugins.reviews.rules.kinds import Concern
from plugins.reviews.services.question_write import question_ask
from plugins.reviews.services.review_write import Opinion, review_write

LATER = timedelta(hours=3)
OPINIONS = (
    Opinion(stars=5, text="包装扎实，味道和小时候赶集买的一样，家里老人很喜欢。"),
    Opinion(stars=4, text="东西不错，就是路上走了三天，希望再快一点。"),
    Opinion(stars=5, text="第二次买了，分量足，送同事都说好。", is_anonymous=True),
    # A telephone number waits for a colleague's eye.
    Opinion(stars=5, text="老板人很好，要团购的可以打 13800001111 找我一起。"),
    Opinion(stars=2, text="有两包压碎了，联系后说补发，还在等。", concerns=(Concern.PACKAGING,)),
    Opinion(stars=5, text="扫码能看到是哪家做的、证书到哪天，买得放心。"),
)
QUESTIONS = ("保质期到什么时候？", "可以分开寄两个地址吗？", "不太能吃辣，这个辣不辣？")


def words_of(*, buyer: Any, placed: PlacedOrder, number: int) -> Iterator[datetime]:
    """Most who have their goods say something of them; some ask about them."""
    yield timezone.now() + LATER
    line = OrderLine.objects.filter(order_id=placed.order_id).order_by("pk").first()
    if line is None or line.variant is None:
        return
    if number % 4 != 3:
        opinion = OPINIONS[number % len(OPINIONS)]
        review_write(buyer=buyer, line_id=line.pk, opinion=opinion, now=timezone.now())
    if number % 5 == 0:
        question_ask(
            buyer=buyer,
            product_id=line.variant.product_id,
            text=QUESTIONS[number % len(QUESTIONS)],
            now=timezone.now(),
        )
