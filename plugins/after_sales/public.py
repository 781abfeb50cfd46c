"""Everything other capabilities may use of after-sales."""

from plugins.after_sales.models import CaseLine
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.selectors import (
    OrderFacts,
    cases_of,
    cases_queue,
    has_open_cases,
    order_facts,
)
from plugins.after_sales.services.case_answer import case_approve
from plugins.after_sales.services.case_refund import case_settle
from plugins.after_sales.services.case_request import case_open_by_enterprise
from plugins.after_sales.signals import case_moved, case_reminder_due
from plugins.after_sales.states import CaseState

__all__ = [
    "CaseLine",
    "CaseState",
    "Kind",
    "OrderFacts",
    "Reason",
    "case_approve",
    "case_moved",
    "case_open_by_enterprise",
    "case_reminder_due",
    "case_settle",
    "cases_of",
    "cases_queue",
    "has_open_cases",
    "order_facts",
]
