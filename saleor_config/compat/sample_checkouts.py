"""The sample payload of the checkout webhook.

Symptom: `webhookSamplePayload(eventType: CHECKOUT_QUANTITY_CHANGED)` fails with
"“” is not a valid UUID".
Cause: `saleor/core/utils/anonymization.py`, `anonymize_checkout`, blanks the
token, which is the key of a checkout, and the payload then reads the lines of
that copy. Up to Django 3.0 they still came from the lines fetched before.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from .targets import mends, replace


@mends("saleor.core.utils.anonymization")
def mend(module: ModuleType) -> None:
    original = vars(module)["anonymize_checkout"]

    def anonymize_checkout(checkout: Any) -> Any:
        copy = original(checkout)
        # Lines of the real checkout, found by its real key.
        copy._prefetched_objects_cache = {"lines": checkout.lines.all()}
        return copy

    replace(module, "anonymize_checkout", anonymize_checkout)
