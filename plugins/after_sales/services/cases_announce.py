"""Tell other capabilities what became of a case. Handlers of the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plugins.after_sales.models import Case
from plugins.after_sales.signals import case_moved, case_reminder_due


def announce_moved(payload: Mapping[str, Any]) -> None:
    case_moved.send(sender=Case, case_id=payload["case_id"], state=payload["state"])


def announce_reminder(payload: Mapping[str, Any]) -> None:
    case_reminder_due.send(sender=Case, case_id=payload["case_id"], state=payload["state"])
