"""Cursors, orders and ids that are none: told to the client, not a fault of ours."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from plugins.kernel.errors import InvalidInput
from saleor_config.compat.targets import mends, replace


class CursorInvalid(InvalidInput):
    code = "CURSOR_INVALID"
    zh = "翻页位置无效。"
    en = "The cursor is not one of ours."
    remedy_zh = "请从第一页重新开始。"
    remedy_en = "Begin with the first page."


class SortInvalid(InvalidInput):
    code = "SORT_INVALID"
    zh = "没有说明按什么排序。"
    en = "The order names nothing to sort by."
    remedy_zh = "请给出 field。"
    remedy_en = "Send `field`."


@mends("saleor.graphql.core.connection")
def read_cursors(module: ModuleType) -> None:
    decode = module.from_global_cursor

    def from_global_cursor(cursor: Any) -> list[str]:
        try:
            values = decode(cursor)
        except (ValueError, TypeError, RecursionError) as error:  # neither base64 nor JSON
            raise CursorInvalid(field="after") from error
        if not isinstance(values, list) or not all(
            value is None or isinstance(value, str) for value in values
        ):
            raise CursorInvalid(field="after")
        return values

    replace(module, "from_global_cursor", from_global_cursor)


@mends("saleor.graphql.utils.sorting")
def read_orders(module: ModuleType) -> None:
    sort = module.sort_queryset

    def sort_queryset(queryset: Any, sort_by: Any, reversed: bool) -> Any:
        if sort_by.field is None and getattr(sort_by, "attribute_id", None) is None:
            raise SortInvalid(field="sortBy")
        return sort(queryset=queryset, sort_by=sort_by, reversed=reversed)

    replace(module, "sort_queryset", sort_queryset)


@mends("saleor.webhook.payloads")
def read_samples(module: ModuleType) -> None:
    """Without any shipment Saleor looks for the order of none."""
    generate = module.generate_sample_payload

    def generate_sample_payload(event_name: str) -> Any:
        shipments = module.Fulfillment.objects
        if event_name == module.WebhookEventType.FULFILLMENT_CREATED and not shipments.exists():
            return None
        return generate(event_name)

    replace(module, "generate_sample_payload", generate_sample_payload)
