"""What a buyer fetched where; her name and number are in the order's address."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words
from plugins.pickups.models import Pickup, PickupChoice


class PickupsData(PersonalData):
    title: ClassVar[Words] = ("自提", "Pick-ups")
    kept: ClassVar[Words | None] = (
        "自提的订单、地点与时间（《电子商务法》第三十一条，三年）",
        "which orders were fetched where and when (E-Commerce Law art. 31: three years)",
    )

    def held(self, *, user: Any) -> Any:
        pickups = Pickup.objects.filter(child_order__order__placed__buyer=user)
        return [
            {
                "childOrder": pickup.child_order.number,
                "point": pickup.point.name,
                "readyAt": moment(pickup.ready_at),
                "fetchedAt": moment(pickup.handed_over_at),
            }
            for pickup in pickups.select_related("child_order", "point")
        ]

    def erase(self, *, user: Any, now: datetime) -> None:
        PickupChoice.objects.filter(checkout__user=user).delete()
        Pickup.objects.filter(child_order__order__placed__buyer=user).update(code="")
