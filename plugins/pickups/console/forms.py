"""A point as its enterprise types it in: the place, and a week of hours."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms

from brand_theme.console.public import ActionForm, number_field, text_field
from plugins.addresses.public import AddressRefused, phone_written
from plugins.kernel.errors import DomainError
from plugins.pickups.models import PickupPoint
from plugins.pickups.rules import LEAST_DAYS, MOST_DAYS, WEEKDAYS, Span
from plugins.pickups.services.point_save import NAME_LONGEST, PointFacts

#: What the services call a field of an address → the form's.
_FIELDS = {
    "country_area": "province",
    "city_area": "county",
    "street_address_1": "street",
    "keepDays": "keep_days",
}


class PointForm(ActionForm):
    """Everything about a point; a day without times is closed."""

    name = text_field(
        "名称", max_length=NAME_LONGEST, help_text="买家看到的店名，如“金牛麻花老街店”。"
    )
    phone = text_field("联系电话", max_length=30, help_text="手机或座机，买家取货前打得通。")
    province = text_field("省", max_length=30, initial="湖北省")
    city = text_field("市", max_length=30, required=False, initial="黄石市")
    county = text_field("县（市、区）", max_length=30, required=False, initial="大冶市")
    town = text_field("乡镇（街道）", max_length=NAME_LONGEST)
    street = text_field("街道门牌", max_length=200, help_text="写到门牌，最好带一句好认的。")
    keep_days = number_field(
        "保留天数",
        min_value=LEAST_DAYS,
        max_value=MOST_DAYS,
        initial=3,
        help_text="备好后给买家留几天；鲜货短些，干货长些。",
    )

    def __init__(self, *args: Any, point: PickupPoint | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {span.weekday: span for span in point.spans.all()} if point else {}
        for day in range(len(WEEKDAYS)):
            span = known.get(day)
            usual = (time(9), time(18)) if point is None else (None, None)
            opens, closes = (span.opens, span.closes) if span else usual
            self.fields[f"opens_{day}"] = _time_field(f"{WEEKDAYS[day]}开门", opens)
            self.fields[f"closes_{day}"] = _time_field(f"{WEEKDAYS[day]}关门", closes)
        for name in _PLACE if point else ():
            self.fields[name].initial = getattr(point, name)
        if point:
            self.fields["phone"].initial = phone_written(point.phone)

    def place_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in (*_PLACE[:1], "phone", *_PLACE[1:])]

    def days(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [
            (WEEKDAYS[day], self[f"opens_{day}"], self[f"closes_{day}"])
            for day in range(len(WEEKDAYS))
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for day, name in enumerate(WEEKDAYS):
            opens, closes = cleaned.get(f"opens_{day}"), cleaned.get(f"closes_{day}")
            if (opens is None) != (closes is None) and not self.errors:
                self.add_error(f"closes_{day}", f"{name}须同时填开门和关门时间，休息就都留空。")
        return cleaned

    def facts(self) -> PointFacts:
        data = self.cleaned_data
        hours = [
            Span(day, data[f"opens_{day}"], data[f"closes_{day}"])
            for day in range(len(WEEKDAYS))
            if data[f"opens_{day}"] and data[f"closes_{day}"]
        ]
        return PointFacts(phone=data["phone"], hours=hours, **{name: data[name] for name in _PLACE})

    def refuse(self, error: DomainError) -> None:
        """Say what a service refuses, beside the field it is about."""
        name = _FIELDS.get(error.field or "", error.field or "")
        said = error.zh.format(**error.params) if isinstance(error, AddressRefused) else ""
        self.add_error(name if name in self.fields else None, said or error.message_zh)


_PLACE = ("name", "province", "city", "county", "town", "street", "keep_days")


def _time_field(label: str, initial: time | None) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        initial=initial,
        widget=forms.TimeInput(attrs={"type": "time", "class": "console-time"}, format="%H:%M"),
    )
