"""The buyer takes her request back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.after_sales.models import Case
from plugins.after_sales.selectors import case_of_buyer
from plugins.after_sales.services.case_advance import case_advance, case_locked
from plugins.after_sales.states import CaseState
from plugins.kernel import audit


@transaction.atomic
def case_withdraw(*, number: str, buyer: Any, now: datetime) -> Case:
    """End a case before money is promised or goods are on their way; she may ask anew.

    Raises:
        CaseNotFound, MoveRefused: nothing was changed.
    """
    case = case_locked(case_of_buyer(number=number, buyer=buyer).pk)
    case_advance(case, CaseState.WITHDRAWN, now=now, actor=audit.actor_of(buyer))
    return case
