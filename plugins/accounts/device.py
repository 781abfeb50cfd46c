"""From where somebody is asking."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from plugins.accounts.rules.devices import address_masked, device_name


@dataclass(frozen=True)
class Device:
    """The device of a request; `address` is whole, for counting, and never stored."""

    name: str
    address: str

    @property
    def shown_address(self) -> str:
        return address_masked(self.address)


def device_of(request: HttpRequest) -> Device:
    """Return the device that sent a request."""
    return Device(
        name=device_name(request.headers.get("User-Agent", "")),
        address=request.META.get("REMOTE_ADDR", ""),
    )


def tool_device(name: str) -> Device:
    """Return the device of a program of ours that acts for a user: bench, rehearsal."""
    return Device(name=name, address="")
