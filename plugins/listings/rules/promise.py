"""Until when goods leave after payment: what an enterprise promises, within the office's bounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from plugins.listings.rules.completeness import Problem
from plugins.listings.rules.content import Shipping
from plugins.listings.rules.steps import Step

BEIJING = ZoneInfo("Asia/Shanghai")
HOURS_A_DAY = 24
#: Nothing is promised for later than this, whatever its class.
MOST_HOURS = 15 * HOURS_A_DAY


@dataclass(frozen=True, kw_only=True)
class ShipBounds:
    """What the office allows for a class of goods, in hours after payment.

    `longest` is also how far ahead, in hours, a day of shipping may be stated.
    """

    default: int
    shortest: int
    longest: int


#: What holds for goods of which the office has said nothing.
STANDARD = ShipBounds(default=2 * HOURS_A_DAY, shortest=4, longest=MOST_HOURS)


@dataclass(frozen=True, kw_only=True)
class Promise:
    """When goods leave: so many hours after payment, or not before a stated day is over."""

    hours: int
    ships_on: date | None = None

    def deadline(self, paid_at: datetime) -> datetime:
        """Return until when goods paid at an instant have to leave."""
        by_hours = paid_at + timedelta(hours=self.hours)
        if self.ships_on is None:
            return by_hours
        day_over = datetime.combine(self.ships_on + timedelta(days=1), time(), BEIJING)
        return max(by_hours, day_over)


def promise_of(shipping: Shipping, *, bounds: ShipBounds, today: date) -> Promise:
    """Return what holds for goods today; bounds that were tightened since hold at once.

    A stated day that is past is none any more.
    """
    hours = int(shipping.hours) if shipping.hours else bounds.default
    stated = date.fromisoformat(shipping.ships_on) if shipping.ships_on else None
    if stated is not None and (stated <= today or stated > latest_day(bounds, today=today)):
        stated = None
    return Promise(hours=min(max(hours, bounds.shortest), bounds.longest), ships_on=stated)


def latest_day(bounds: ShipBounds, *, today: date) -> date:
    return today + timedelta(hours=bounds.longest)


def promise_text(promise: Promise) -> str:
    """Say it to a buyer: `付款后 48 小时内发货`, `预售，12月8日前发货`."""
    if promise.ships_on is not None:
        return f"预售，{promise.ships_on.month}月{promise.ships_on.day}日前发货"
    if promise.hours > 2 * HOURS_A_DAY and promise.hours % HOURS_A_DAY == 0:
        return f"付款后 {promise.hours // HOURS_A_DAY} 天内发货"
    return f"付款后 {promise.hours} 小时内发货"


def shipping_problems(shipping: Shipping, *, bounds: ShipBounds, today: date) -> list[Problem]:
    """Return what the office does not allow of a promise."""
    found = []
    if shipping.hours and not bounds.shortest <= int(shipping.hours) <= bounds.longest:
        found.append(
            Problem(
                Step.BASICS,
                "ship_hours",
                f"发货时限须在付款后 {bounds.shortest} 至 {bounds.longest} 小时之间",
                f"goods leave {bounds.shortest} to {bounds.longest} hours after payment",
            )
        )
    if shipping.ships_on:
        last = latest_day(bounds, today=today)
        if not today < date.fromisoformat(shipping.ships_on) <= last:
            found.append(
                Problem(
                    Step.BASICS,
                    "ships_on",
                    f"预售发货日须在明天至 {last} 之间",
                    f"a stated day of shipping lies between tomorrow and {last}",
                )
            )
    return found
