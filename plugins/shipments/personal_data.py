"""Where parcels went; whom they went to is in the order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words
from plugins.shipments.models import Shipment


class ShipmentsData(PersonalData):
    title: ClassVar[Words] = ("物流", "Shipments")
    kept: ClassVar[Words | None] = (
        "运单号与发货、签收时间（《电子商务法》第三十一条，三年）",
        "tracking numbers, times of shipping and receipt (E-Commerce Law art. 31: three years)",
    )

    def held(self, *, user: Any) -> Any:
        shipments = Shipment.objects.filter(order__placed__buyer=user)
        return [
            {
                "order": shipment.order.placed.number,
                "shippedAt": moment(shipment.shipped_at),
                "receivedAt": moment(shipment.received_at),
                "parcels": [f"{label.company} {label.tracking_no}" for label in shipment.labels()],
            }
            for shipment in shipments.select_related("order__placed").prefetch_related("parcels")
        ]

    def hindrances(self, *, user: Any) -> Sequence[Words]:
        on_the_way = Shipment.objects.filter(
            order__placed__buyer=user,
            order__placed__state="paid",
            received_at__isnull=True,
        )
        numbers = on_the_way.values_list("order__placed__number", flat=True)
        return [
            (f"订单 {number} 尚未确认收货", f"order {number} is not received yet")
            for number in sorted(set(numbers))
        ]
