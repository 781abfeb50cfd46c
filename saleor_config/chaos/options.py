"""How large the campaign is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """What the environment asks for; the same `seed` and `orders` give the same scripts.

    Attributes:
        rate: how likely each of WeChat's faults is, at each occasion.
        calm: seconds the shop's own processes get after the storm, before the
            clock is moved on.
    """

    orders: int = 2000
    seed: int = 1
    kills: int = 20
    buyers: int = 16
    rate: float = 0.04
    calm: int = 90

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Size:
        """Read ORDERS, SEED, KILLS, BUYERS, FAULT_RATE and CALM_SECONDS.

        Raises:
            SystemExit: one of them is no number, or out of range.
        """
        source = os.environ if environment is None else environment

        def number(name: str, default: int, *, lowest: int) -> int:
            raw = source.get(name, "").strip() or str(default)
            if not raw.isdecimal() or int(raw) < lowest:
                raise SystemExit(f"✗ {name}={raw} 须为不小于 {lowest} 的整数 · a whole number")
            return int(raw)

        return cls(
            orders=number("ORDERS", cls.orders, lowest=1),
            seed=number("SEED", cls.seed, lowest=0),
            kills=number("KILLS", cls.kills, lowest=0),
            buyers=number("BUYERS", cls.buyers, lowest=1),
            rate=_share(source.get("FAULT_RATE", "").strip() or str(cls.rate)),
            calm=number("CALM_SECONDS", cls.calm, lowest=0),
        )


def _share(raw: str) -> float:
    try:
        share = float(raw)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 0.5:
        raise SystemExit(f"✗ FAULT_RATE={raw} 须在 0 与 0.5 之间 · between 0 and 0.5")
    return share
