"""Pick-up points of the demonstration, entered as an enterprise's owner would."""

from __future__ import annotations

from datetime import datetime, time

from plugins.marketplace.public import MemberActor
from plugins.pickups.public import PointFacts, Span, point_create, points_of

_WEEKDAYS, _DAILY = range(5), range(7)
#: Slug of an enterprise → name, town, street, days kept, days of the week, opens, closes.
_POINTS = {
    "zhaoshan-taoshe": (
        ("沼山村口直销点", "保安镇", "沼山村村口桃园路1号（演示）", 2, _DAILY, 8, 19),
        ("保安老街店", "保安镇", "老街38号（演示）", 3, _WEEKDAYS, 9, 18),
    ),
    "keling-jiaofang": (("柯岭坛坊门市", "刘仁八镇", "柯岭路6号（演示）", 7, _DAILY, 9, 17),),
    "tangxia-qing": (("殷祖茶室", "殷祖镇", "塘下茶园路2号（演示）", 7, _DAILY, 9, 18),),
}
#: Rings nowhere: the area's code and zeros are no number that anybody was given.
_PHONE = "0714-8000000"


def demo_points_load(*, actor: MemberActor, slug: str, now: datetime) -> None:
    """Make the enterprise's points once; what people did since stays."""
    if points_of(enterprise_id=actor.enterprise_id).exists():
        return
    for name, town, street, keep_days, days, opens, closes in _POINTS[slug]:
        facts = PointFacts(
            name=name,
            province="湖北省",
            city="黄石市",
            county="大冶市",
            town=town,
            street=street,
            phone=_PHONE,
            keep_days=keep_days,
            hours=[Span(day, time(opens), time(closes)) for day in days],
        )
        point_create(actor=actor, facts=facts, now=now)
