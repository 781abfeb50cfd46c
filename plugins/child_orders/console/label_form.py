"""How goods travel, as enterprise and hub type it in."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError

from brand_theme.console.public import ActionForm, choice_field, long_text_field
from plugins.child_orders.console.texts import METHODS
from plugins.shipments.public import Label, Method, companies

_BETWEEN = re.compile(r"[\s,，、;；]+")


class LabelForm(ActionForm):
    """The way; for express a company, and a number for each parcel."""

    method = choice_field("配送方式", [(way.value, text) for way, text in METHODS.items()])
    company = choice_field("快递公司", [], required=False)
    tracking = long_text_field(
        "运单号", required=False, help_text="每个包裹一行；同城配送和自提不填。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(company.code, company.name) for company in companies().values()]
        self.fields["company"].choices = [("", "请选择"), *names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("method") == Method.EXPRESS.value:
            missing = [name for name in ("company", "tracking") if not cleaned.get(name)]
            if missing:
                raise ValidationError(dict.fromkeys(missing, "快递须填写。"))
        return cleaned


def way_of(data: dict[str, Any]) -> tuple[Method, list[Label]]:
    """Return the way and the parcels of a valid form."""
    method = Method(data["method"])
    if method is not Method.EXPRESS:
        return method, []
    numbers = filter(None, _BETWEEN.split(data["tracking"]))
    return method, [Label(data["company"], number) for number in numbers]
