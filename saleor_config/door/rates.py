"""How often one caller may use the doors.

Every document has a rate class: `read` and `write` by its kind, others by a line
`# rate: …` in its file. A caller is counted by the account; whoever is not logged
in, by the address alone. Many phones share one address of their carrier, so
addresses get more than accounts. `RATE_LIMIT_FACTOR` widens all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from plugins.kernel.throttle import Rate, throttle

ONE_MINUTE = 60


@dataclass(frozen=True)
class RateClass:
    """Requests in one minute."""

    account: int
    address: int


RATE_CLASSES = {
    "read": RateClass(account=300, address=1_500),
    "write": RateClass(account=60, address=300),
    # Opens or closes something that costs money or sends something to a person.
    "money": RateClass(account=20, address=100),
    # Proves an identity with what cannot be guessed; every phone does at each start.
    "session": RateClass(account=30, address=600),
    # Tells whether a secret that people choose is right.
    "login": RateClass(account=10, address=30),
    "staff": RateClass(account=600, address=1_500),
}


def refuse_haste(request: HttpRequest, rate_class: str) -> None:
    """Count this request against its class.

    Raises:
        TooOften: by account or by address there were too many in this minute.
    """
    rates, factor = RATE_CLASSES[rate_class], settings.RATE_LIMIT_FACTOR
    address = request.META.get("REMOTE_ADDR", "")
    throttle(f"door.{rate_class}.address", address, Rate(rates.address * factor, ONE_MINUTE))
    caller = _account(request)
    if caller:
        throttle(f"door.{rate_class}.account", caller, Rate(rates.account * factor, ONE_MINUTE))


def _account(request: Any) -> str:
    if getattr(request, "app", None) is not None:
        return f"app:{request.app.pk}"
    return f"user:{request.user.pk}" if request.user.is_authenticated else ""
