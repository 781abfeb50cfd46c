"""Which delivery a parcel may take: province, cold chain and weight.

The engine knows zones by country and methods by weight or by order value. A
Chinese shop prices by province, and chilled goods may not travel uncooled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

#: Key under which a method's terms are kept in its `meta`.
META_KEY = "shipping_rules"

#: Short names of the 31 divisions of the mainland. Official names begin with them.
PROVINCES: tuple[str, ...] = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江",
    "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆",
    "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a delivery method asks of a parcel.

    Attributes:
        code: natural key of the method.
        provinces: short names of where it goes.
        cold_chain: the parcel is kept cold on the way.
        max_kg: heaviest parcel, as text so that it stays exact in JSON; empty: any.
        pick_up: nothing travels, the buyer fetches it; the other terms do not matter.
    """

    code: str
    provinces: tuple[str, ...]
    cold_chain: bool
    max_kg: str = ""
    pick_up: bool = False

    def as_meta(self) -> dict[str, Any]:
        """The terms as they are kept in a method's `meta`."""
        return {META_KEY: {**asdict(self), "provinces": list(self.provinces)}}


def terms_of(meta: Mapping[str, Any]) -> Terms | None:
    """Read the terms from a method's `meta`; None when it has none."""
    kept = meta.get(META_KEY)
    if kept is None:
        return None
    return Terms(
        code=kept["code"],
        provinces=tuple(kept["provinces"]),
        cold_chain=kept["cold_chain"],
        max_kg=kept.get("max_kg", ""),
        pick_up=kept.get("pick_up", False),
    )


def province_of(country_area: str) -> str | None:
    """Short name of the province an address is in, or None when it is not one.

    Addresses carry the official name (湖北省, 广西壮族自治区) or the short one.
    """
    name = country_area.strip()
    return next((province for province in PROVINCES if name.startswith(province)), None)


def method_applies(
    terms: Terms | None,
    *,
    province: str | None,
    needs_cold_chain: bool,
    weight_kg: Decimal,
    is_picked_up: bool = False,
) -> bool:
    """Whether a parcel to `province` may take the method.

    A method without terms is one that the operator made by hand: it goes
    anywhere, but not with chilled goods. Goods that need no cooling may still
    travel cold when the buyer chooses to pay for it. What the buyer fetches takes a
    pick-up method, and nothing else does: it costs nothing, so nobody may ship by it.
    """
    if is_picked_up or (terms is not None and terms.pick_up):
        return is_picked_up and terms is not None and terms.pick_up
    if terms is None:
        return not needs_cold_chain
    if needs_cold_chain and not terms.cold_chain:
        return False
    if terms.max_kg and weight_kg > Decimal(terms.max_kg):
        return False
    return province in terms.provinces
