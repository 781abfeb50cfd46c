"""What a shipment must look like for WeChat. Pure."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from plugins.shipments.errors import (
    CompanyUnknown,
    ParcelsInvalid,
    PushUnreadable,
    TrackingInvalid,
)

MOST_PARCELS = 15
# WeChat pays out days after shipping: an hour more or less tells nobody anything.
SHORTEST_CHECK, LONGEST_CHECK = timedelta(hours=1), timedelta(days=1)
# Express is confirmed by time after ten days; whatever takes longer is a dispute.
CHECKED_FOR = timedelta(days=60)
LONGEST_DESCRIPTION = 120
_TRACKING = re.compile(r"[0-9A-Z-]{5,32}")
_COMPANIES = Path(__file__).parent / "data" / "companies.csv"


class Method(Enum):
    """How goods reach the buyer."""

    EXPRESS = "express"  # 快递
    SAME_CITY = "same_city"  # 同城配送
    PICK_UP = "pick_up"  # 自提


@dataclass(frozen=True)
class Company:
    """An express company; `code` is WeChat's.

    Attributes:
        needs_phone: it shows a parcel only to who knows the end of a phone number.
    """

    code: str
    name: str
    needs_phone: bool


@dataclass(frozen=True)
class Label:
    """What is written on one parcel."""

    company: str
    tracking_no: str


@cache
def companies() -> dict[str, Company]:
    """Return the companies by code; more of them are more lines in the table."""
    with _COMPANIES.open(encoding="utf-8", newline="") as table:
        return {
            row["code"]: Company(row["code"], row["name"], row["needs_phone"] == "yes")
            for row in csv.DictReader(table)
        }


def labels_checked(*, method: Method, labels: Sequence[Label]) -> list[Label]:
    """Return the labels as they are kept: upper case, without blanks.

    Raises:
        ParcelsInvalid, CompanyUnknown, TrackingInvalid.
    """
    wanted = range(1, MOST_PARCELS + 1) if method is Method.EXPRESS else range(1)
    tidy = [_tidy(label) for label in labels]
    if len(tidy) not in wanted or len(set(tidy)) != len(tidy):
        raise ParcelsInvalid(most=MOST_PARCELS)
    return tidy


def _tidy(label: Label) -> Label:
    company = label.company.strip().upper()
    if company not in companies():
        raise CompanyUnknown(company=label.company, known=", ".join(companies()))
    tracking_no = re.sub(r"\s", "", label.tracking_no).upper()
    if not _TRACKING.fullmatch(tracking_no):
        raise TrackingInvalid(tracking_no=label.tracking_no)
    return Label(company=company, tracking_no=tracking_no)


def described(goods: Sequence[tuple[str, int]]) -> str:
    """Return names and quantities in at most 120 characters."""
    text = "，".join(f"{name}×{quantity}" for name, quantity in goods)
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    return f"{text[: LONGEST_DESCRIPTION - 1]}…"


def next_report_time(*, now: datetime, last: datetime | None) -> datetime:
    """Return whole milliseconds, later than the report before: WeChat insists."""
    moment = now.replace(microsecond=now.microsecond // 1000 * 1000)
    if last is not None and moment <= last:
        return last + timedelta(milliseconds=1)
    return moment


@dataclass(frozen=True)
class PartFacts:
    """One shipment of an order, as the report of its payment sees it.

    Attributes:
        is_told: WeChat knows of it.
        is_final: WeChat was told with it that nothing more follows.
    """

    shipment_id: int
    method: Method
    is_told: bool = False
    is_final: bool = False


@dataclass(frozen=True)
class ReportPlan:
    """What WeChat is to be told next about one payment.

    Attributes:
        parcels_of: the shipments whose parcels are in it.
        settles: the shipments of which it says everything.
        is_split: it adds to what was told, or will be added to.
        is_final: nothing more follows.
    """

    method: Method
    parcels_of: tuple[int, ...]
    settles: tuple[int, ...]
    is_split: bool
    is_final: bool


def report_plan(parts: Sequence[PartFacts], *, is_all_shipped: bool) -> ReportPlan | None:
    """Say what to tell WeChat about the shipments of one payment; None: nothing yet.

    WeChat takes parts one after the other for express alone, so goods that go
    another way are told with the last part. An order that went both ways counts
    as express: only its parcels can be traced, and the buyer has longer to object.
    Once all was told there is one correction, and it says everything anew.
    """
    everything = tuple(part.shipment_id for part in parts)
    express = [part for part in parts if part.method is Method.EXPRESS]
    new = tuple(part.shipment_id for part in express if not part.is_told)
    if not is_all_shipped and not any(part.is_final for part in parts):
        if not new:
            return None
        return ReportPlan(Method.EXPRESS, new, new, is_split=True, is_final=False)
    if not express:
        ways = {part.method for part in parts}
        way = Method.SAME_CITY if Method.SAME_CITY in ways else Method.PICK_UP
        return ReportPlan(way, (), everything, is_split=False, is_final=True)
    is_told = any(part.is_told for part in express)
    if any(part.is_final for part in parts):
        parcels_of = tuple(part.shipment_id for part in express)
        return ReportPlan(Method.EXPRESS, parcels_of, everything, is_split=False, is_final=True)
    # Nothing new to add: the last parcel once more carries the word that it was the last.
    parcels_of = new or (express[-1].shipment_id,)
    return ReportPlan(Method.EXPRESS, parcels_of, everything, is_split=is_told, is_final=True)


@dataclass(frozen=True)
class SettlementWord:
    """What WeChat says about the money of a shipped order.

    Attributes:
        is_by_buyer: the buyer confirmed receipt; otherwise time did.
    """

    expected_at: datetime | None = None
    received_at: datetime | None = None
    settled_at: datetime | None = None
    is_by_buyer: bool = False


def settlement_word(content: Mapping[str, Any]) -> SettlementWord:
    """Read a push `trade_manage_order_settlement`, sent at shipping and when settled.

    Raises:
        PushUnreadable: a time is none.
    """
    settled_at = _moment(content, "settlement_time")
    return SettlementWord(
        expected_at=_moment(content, "estimated_settlement_time"),
        # Money is settled after receipt alone, so its time stands in for a missing one.
        received_at=_moment(content, "confirm_receive_time") or settled_at,
        settled_at=settled_at,
        is_by_buyer=str(content.get("confirm_receive_method", "")) == "2",
    )


def _moment(content: Mapping[str, Any], name: str) -> datetime | None:
    value = content.get(name) or 0
    try:
        seconds = int(value)
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (TypeError, ValueError, OverflowError, OSError):
        raise PushUnreadable(name=name) from None


def next_settlement_check(*, reported_at: datetime, now: datetime) -> datetime | None:
    """Say when to ask WeChat about the money of a shipment: ever more rarely, then no more."""
    age = now - reported_at
    if age > CHECKED_FOR:
        return None
    return now + min(LONGEST_CHECK, max(SHORTEST_CHECK, age / 2))
