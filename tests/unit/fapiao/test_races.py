"""Real threads against the real database."""

from __future__ import annotations

import pytest
from django.utils import timezone

from plugins.fapiao.errors import AlreadyIssued
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.services.fapiao_issue import fapiao_issue
from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.fapiao.services.fapiao_withdraw import fapiao_withdraw
from plugins.kernel.audit import history_of
from plugins.kernel.transitions import MoveRefused
from tests.concurrency.test_order_place_races import race
from tests.unit.fapiao.conftest import NOW, enterprise, issued, person

pytestmark = pytest.mark.django_db(transaction=True)


def asking(paid, buyer, details):
    return lambda: fapiao_request(
        order_number=paid.number, buyer=buyer, details=details, now=timezone.now()
    )


def test_requests_at_once_leave_one(paid, buyer_li):
    results = race(*[asking(paid, buyer_li, details) for details in (person(), enterprise()) * 3])

    assert [result for result in results if isinstance(result, Exception)] == []
    stored = FapiaoRequest.objects.get()
    assert {result.pk for [result] in results} == {stored.pk}
    made = [entry for entry in history_of(stored) if entry.action == "fapiao.request.made"]
    assert len(made) == 1
    assert history_of(stored).count() == stored.revision


def test_issuing_and_withdrawing_at_once_settle_it_one_way(requested, paid, buyer_li):
    results = race(
        lambda: fapiao_issue(
            request_id=requested.pk, revision=1, issued=issued(), actor="staff:1", now=NOW
        ),
        lambda: fapiao_withdraw(order_number=paid.number, buyer=buyer_li, now=NOW),
    )

    [refused] = [result for result in results if isinstance(result, Exception)]
    stored = FapiaoRequest.objects.get()
    expected = {"issued": AlreadyIssued, "withdrawn": MoveRefused}
    assert type(refused) is expected[stored.state]
    assert history_of(stored).count() == 2
