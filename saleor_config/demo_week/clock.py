"""One clock for the shop's services and for WeChat's books."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

from saleor_config.demo_sale.transport import Simulator


class Clock:
    """Stands still until somebody puts it forward; both sides follow."""

    def __init__(self, wechat: Simulator, *, begins: datetime) -> None:
        self._wechat = wechat
        self.now = begins

    @contextmanager
    def told(self) -> Iterator[None]:
        """Begin WeChat's books in the past, and have the shop believe in this clock."""
        ago = (datetime.now(UTC) - self.now).total_seconds()
        self._wechat.post("clock", begin_seconds_ago=ago)
        with patch("django.utils.timezone.now", lambda: self.now):
            yield
            self.catch_up()

    def put(self, moment: datetime) -> None:
        """Put both clocks forward; a moment that has passed changes nothing."""
        if moment <= self.now:
            return
        self.now = moment
        behind = self._behind() - (datetime.now(UTC) - moment).total_seconds()
        if behind > 0:
            self._wechat.post("clock", advance_seconds=behind)

    def catch_up(self) -> None:
        """Let WeChat's books arrive in the present, where they stay."""
        self.now = datetime.now(UTC)
        behind = self._behind()
        if behind > 0:
            self._wechat.post("clock", advance_seconds=behind)

    def _behind(self) -> float:
        """Return by how many seconds WeChat's books lie behind the machine's clock."""
        return -float(self._wechat.get("clock")["ahead_seconds"])
