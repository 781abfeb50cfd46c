"""What a seller does with requests."""

from datetime import date, timedelta

import pytest

from plugins.fapiao import errors
from plugins.fapiao.rules import RefusalReason
from plugins.fapiao.selectors import entry_of, fapiao_requests
from plugins.fapiao.services.fapiao_issue import fapiao_issue
from plugins.fapiao.services.fapiao_refuse import fapiao_refuse
from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.fapiao.services.fapiao_reveal import fapiao_reveal_one
from plugins.fapiao.states import FapiaoState
from plugins.kernel.audit import history_of
from plugins.kernel.transitions import MoveRefused
from tests.unit.fapiao.conftest import (
    NOW,
    NUMBER,
    PAID_AT,
    enterprise,
    give_back,
    issued,
    pay,
    person,
)


def issue(request, *, revision=1, now=NOW, **fapiao):
    return fapiao_issue(
        request_id=request.pk,
        revision=revision,
        issued=issued(**fapiao),
        actor="staff:1",
        now=now,
    )


def test_seller_records_what_was_issued(requested):
    issue(requested, document="https://tax.example.com/a.pdf")

    requested.refresh_from_db()
    assert (requested.state, requested.number, requested.issued_fen) == ("issued", NUMBER, 2680)
    assert (requested.issued_on, requested.decided_at) == (NOW.date(), NOW)
    assert requested.document == "https://tax.example.com/a.pdf"
    entry = history_of(requested).last()
    assert (entry.action, entry.actor) == ("fapiao.request.issued", "staff:1")
    assert entry.details == {"before": "requested", "after": "issued"}


def test_recording_the_same_fapiao_again_changes_nothing(settled):
    again = issue(settled, now=NOW + timedelta(hours=1))

    assert (again.decided_at, history_of(settled).count()) == (NOW, 2)


def test_other_fapiao_for_a_settled_request_is_refused(settled):
    with pytest.raises(MoveRefused):
        issue(settled, number="26422000000099999999")

    settled.refresh_from_db()
    assert settled.number == NUMBER


@pytest.mark.parametrize(
    ("refusal", "fapiao"),
    [
        (errors.AmountDiffers, {"total_fen": 2679}),
        (errors.DetailsChanged, {"revision": 2}),
        (errors.FapiaoNumberInvalid, {"number": "1"}),
        (errors.IssueDateInvalid, {"issued_on": date(2026, 7, 4)}),
        (errors.DocumentInvalid, {"document": "http://tax.example.com/a"}),
    ],
)
def test_fapiao_that_does_not_fit_is_refused_and_nothing_changes(requested, refusal, fapiao):
    with pytest.raises(refusal):
        issue(requested, **fapiao)

    requested.refresh_from_db()
    assert (requested.state, requested.number) == ("requested", "")
    assert history_of(requested).count() == 1


def test_details_that_changed_meanwhile_are_not_issued(requested, paid, buyer_li):
    fapiao_request(order_number=paid.number, buyer=buyer_li, details=enterprise(), now=NOW)

    with pytest.raises(errors.DetailsChanged) as refusal:
        issue(requested, revision=1)

    assert refusal.value.params == {"revision": 2}
    assert issue(requested, revision=2).state == "issued"


def test_fapiao_is_for_the_money_that_stayed(requested, paid):
    give_back(paid, 680)

    with pytest.raises(errors.AmountDiffers) as refusal:
        issue(requested, total_fen=2680)

    assert "2000 分" in refusal.value.message_zh
    assert issue(requested, total_fen=2000).issued_fen == 2000


def test_nothing_is_issued_when_all_money_went_back(requested, paid):
    give_back(paid, 2680)

    with pytest.raises(errors.OrderNotPaid):
        issue(requested, total_fen=0)


def test_one_number_settles_one_request(settled, placed_by, buyer_zhou):
    other = pay(placed_by(buyer_zhou, key="confirm-screen-2"))
    [request] = fapiao_request(
        order_number=other.number, buyer=buyer_zhou, details=person("周强"), now=NOW
    )

    with pytest.raises(errors.FapiaoNumberUsed):
        issue(request)

    request.refresh_from_db()
    assert request.state == "requested"


def test_seller_refuses_with_a_reason(requested):
    fapiao_refuse(
        request_id=requested.pk,
        reason=RefusalReason.OTHER,
        note=" 李晓梅您好，请联系客服 ",
        actor="staff:1",
        now=NOW,
    )

    requested.refresh_from_db()
    assert (requested.state, requested.refusal) == ("refused", "other")
    assert requested.refusal_note == "李晓梅您好，请联系客服"
    entry = history_of(requested).last()
    assert (entry.action, entry.reason) == ("fapiao.request.refused", "other")


def test_issued_request_is_not_refused(settled):
    with pytest.raises(MoveRefused):
        fapiao_refuse(
            request_id=settled.pk,
            reason=RefusalReason.MONEY_RETURNED,
            note="",
            actor="staff:1",
            now=NOW,
        )


def test_unknown_request_is_not_found(requested):
    with pytest.raises(errors.FapiaoNotFound):
        fapiao_reveal_one(request_id=requested.pk + 1, actor="staff:1", reason="开票", now=NOW)


def test_list_is_masked_and_starts_with_the_longest_waiting(
    requested, placed_by, buyer_zhou, django_assert_num_queries
):
    other = pay(placed_by(buyer_zhou, key="confirm-screen-2"))
    fapiao_request(
        order_number=other.number,
        buyer=buyer_zhou,
        details=enterprise(),
        now=PAID_AT + timedelta(days=1),
    )

    with django_assert_num_queries(2):
        entries = [entry_of(each, now=NOW) for each in fapiao_requests(state=FapiaoState.REQUESTED)]

    assert [(entry.title, entry.email, entry.age_days) for entry in entries] == [
        ("李***", "l***@example.com", 2),
        ("福州某某贸易（集团）有限公司", "t***@example.com", 1),
    ]
    assert [(entry.total_fen, entry.is_masked) for entry in entries] == [(2680, True)] * 2


def test_money_that_goes_back_after_issuing_is_pointed_out(settled, paid):
    give_back(paid, 680)

    [request] = fapiao_requests(state=FapiaoState.ISSUED)
    entry = entry_of(request, now=NOW + timedelta(days=30))

    assert (entry.total_fen, entry.excess_fen, entry.age_days) == (2680, 680, 2)


def test_looking_behind_the_mask_is_written_down(requested):
    entry = fapiao_reveal_one(request_id=requested.pk, actor="staff:1", reason="开票", now=NOW)

    assert (entry.title, entry.email, entry.is_masked) == ("李晓梅", "li@example.com", False)
    written = history_of(requested).last()
    assert (written.action, written.actor) == ("fapiao.request.revealed", "staff:1")
    assert written.reason == "开票"


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201])
def test_nobody_looks_without_a_purpose(requested, reason):
    with pytest.raises(errors.ReasonMissing):
        fapiao_reveal_one(request_id=requested.pk, actor="staff:1", reason=reason, now=NOW)

    assert history_of(requested).count() == 1
