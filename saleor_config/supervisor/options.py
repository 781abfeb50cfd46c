"""What the supervisor itself must know of the environment.

Settings read everything else. The supervisor reads these few names by itself
because importing settings would start the database and cost it Django's memory.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from saleor_config.home import ShopHome

from .refusals import CannotRun

OFF = ("0", "off", "no", "false")


@dataclass(frozen=True)
class Options:
    """One shop: its folder, its ports, and which parts are servers elsewhere."""

    home: ShopHome
    port: int
    simulator_port: int | None
    web_workers: int
    database_url: str
    demo_orders: bool = True

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Options:
        """Read the environment.

        Raises:
            CannotRun: a number is no number, or it is a production environment.
        """
        source = os.environ if environment is None else environment

        def text(name: str) -> str:
            return source.get(name, "").strip()

        def number(name: str, default: int, *, highest: int) -> int:
            return _number(name, text(name) or str(default), highest=highest)

        if text("SHOP_ENV") == "production":
            raise CannotRun(
                "PRODUCTION",
                zh="make run 只用于本机；生产环境请用 docker compose（见 docs/operations.md）。",
                en="`make run` is for one machine; deploy with docker compose (docs/operations.md).",
            )
        port = number("PORT", 8000, highest=65534)
        simulator = number("WECHAT_SIMULATOR_PORT", port + 1, highest=65535)
        return cls(
            home=ShopHome.from_environment(),
            port=port,
            simulator_port=None if text("WECHAT_APPID") else simulator,
            web_workers=number("WEB_WORKERS", 2, highest=64),
            database_url=text("DATABASE_URL"),
            demo_orders=text("DEMO_ORDERS").lower() not in OFF,
        )

    @property
    def demo_people_file(self) -> Path:
        """Where `manage.py demo_people` keeps the demo accounts' passwords."""
        return self.home.secrets / "demo_people.txt"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def simulator_address(self) -> str:
        return f"http://127.0.0.1:{self.simulator_port}"


def _number(name: str, raw: str, *, highest: int) -> int:
    if raw.isdecimal() and 1 <= int(raw) <= highest:
        return int(raw)
    raise CannotRun(
        "BAD_NUMBER",
        zh=f"{name}={raw} 无效：应为 1 到 {highest} 的整数；请改正后重试。",
        en=f"{name}={raw} is not a number from 1 to {highest}; correct it and try again.",
    )
