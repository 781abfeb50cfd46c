"""Sellers work through the staff door."""

import pytest
from django.contrib.auth.models import Permission
from saleor.account.models import User
from saleor.app.models import App

from plugins.kernel.audit import history_of
from tests.unit.fapiao.conftest import NUMBER

LIST = """
query ($state: FapiaoState, $first: Int, $skip: Int) {
  fapiaoRequests(state: $state, first: $first, skip: $skip) {
    totalCount hasNextPage
    nodes { id orderNumber state kind title taxNumber email isMasked revision totalFen excessFen
            ageDays number issuedOn document refusalNote }
  }
}
"""
ISSUE = """
mutation ($id: ID!, $revision: Int!, $number: String!, $on: Date!, $fen: Int!) {
  fapiaoIssue(id: $id, revision: $revision, number: $number, issuedOn: $on, totalFen: $fen) {
    entry { state number title }
    errors { code field message messageEn }
  }
}
"""
REFUSE = """
mutation ($id: ID!, $reason: FapiaoRefusalReason!, $note: String) {
  fapiaoRefuse(id: $id, reason: $reason, note: $note) {
    entry { state refusalNote title }
    errors { code field }
  }
}
"""
REVEAL = """
mutation ($id: ID!, $reason: String!) {
  fapiaoReveal(id: $id, reason: $reason) { entry { title email isMasked } errors { code field } }
}
"""


@pytest.fixture
def clerk(db) -> User:
    """吴会计, who manages orders and nothing else."""
    user = User.objects.create_user("wu@example.com", "Lakeside-plum-7", is_staff=True)
    user.is_active = True
    user.save()
    user.user_permissions.add(Permission.objects.get(codename="manage_orders"))
    return user


@pytest.fixture
def packer(db) -> User:
    """A member of staff who does not manage orders."""
    user = User.objects.create_user("packer@example.com", "Lakeside-plum-7", is_staff=True)
    user.is_active = True
    user.save()
    return user


def ask(client, query, **variables):
    return client.post("/staff/graphql/", {"query": query, "variables": variables}).json()


def payload_of(client, query, **variables):
    answer = ask(client, query, **variables)
    assert "errors" not in answer, answer
    [payload] = answer["data"].values()
    return payload


def issue_variables(request, **changed):
    today = "2026-07-03"
    return {"id": request.pk, "revision": 1, "number": NUMBER, "on": today, "fen": 2680, **changed}


def test_seller_lists_masked_requests(client_of, clerk, requested, paid):
    page = payload_of(client_of(clerk), LIST, state="REQUESTED")

    assert (page["totalCount"], page["hasNextPage"]) == (1, False)
    [node] = page["nodes"]
    assert node.pop("ageDays") > 0
    assert node == {
        "id": str(requested.pk),
        "orderNumber": f"{paid.number}-1",
        "state": "REQUESTED",
        "kind": "PERSONAL",
        "title": "李***",
        "taxNumber": "",
        "email": "l***@example.com",
        "isMasked": True,
        "revision": 1,
        "totalFen": 2680,
        "excessFen": 0,
        "number": "",
        "issuedOn": None,
        "document": "",
        "refusalNote": "",
    }


def test_pages_and_states_are_respected(client_of, clerk, settled):
    client = client_of(clerk)

    assert payload_of(client, LIST, state="REQUESTED")["nodes"] == []
    assert payload_of(client, LIST, first=1, skip=1)["nodes"] == []
    assert len(payload_of(client, LIST, first=0, skip=-1)["nodes"]) == 1


def test_seller_records_the_fapiao(client_of, clerk, requested):
    payload = payload_of(client_of(clerk), ISSUE, **issue_variables(requested))

    assert payload == {
        "entry": {"state": "ISSUED", "number": NUMBER, "title": "李***"},
        "errors": [],
    }
    assert history_of(requested).last().actor == f"staff:{clerk.pk}"


def test_wrong_amount_is_refused_in_both_languages(client_of, clerk, requested):
    payload = payload_of(client_of(clerk), ISSUE, **issue_variables(requested, fen=1))

    [error] = payload["errors"]
    assert (error["code"], error["field"]) == ("FAPIAO_AMOUNT_DIFFERS", "totalFen")
    assert "2680 分" in error["message"]
    assert "2680 fen" in error["messageEn"]
    requested.refresh_from_db()
    assert requested.state == "requested"


@pytest.mark.parametrize("given", ["0", "x", "9" * 19, "999999"])
def test_unknown_id_is_not_found(client_of, clerk, requested, given):
    payload = payload_of(client_of(clerk), ISSUE, **issue_variables(requested, id=given))

    assert [error["code"] for error in payload["errors"]] == ["FAPIAO_NOT_FOUND"]


def test_seller_refuses(client_of, clerk, requested):
    payload = payload_of(
        client_of(clerk), REFUSE, id=requested.pk, reason="DETAILS_WRONG", note="请核对抬头"
    )

    assert payload["errors"] == []
    assert payload["entry"] == {"state": "REFUSED", "refusalNote": "请核对抬头", "title": "李***"}


def test_seller_sees_the_details_and_it_is_written_down(client_of, clerk, requested):
    payload = payload_of(client_of(clerk), REVEAL, id=requested.pk, reason="开票")

    assert payload["entry"] == {"title": "李晓梅", "email": "li@example.com", "isMasked": False}
    entry = history_of(requested).last()
    assert (entry.action, entry.actor) == ("fapiao.request.revealed", f"staff:{clerk.pk}")


def test_app_is_named_in_the_trail(visitor, requested):
    app = App.objects.create(name="tax", is_active=True)
    app.permissions.add(Permission.objects.get(codename="manage_orders"))
    token = app.tokens.create(name="first").auth_token
    visitor.headers = {"Authorization": f"Bearer {token}"}

    payload = payload_of(visitor, ISSUE, **issue_variables(requested))

    assert payload["errors"] == []
    assert history_of(requested).last().actor == f"app:{app.pk}"


def test_staff_without_the_permission_is_refused(client_of, packer, requested):
    client = client_of(packer)

    listed = ask(client, LIST)
    assert [error["extensions"]["code"] for error in listed["errors"]] == ["NOT_ALLOWED"]
    for query, variables in (
        (ISSUE, issue_variables(requested)),
        (REFUSE, {"id": requested.pk, "reason": "DETAILS_WRONG"}),
        (REVEAL, {"id": requested.pk, "reason": "开票"}),
    ):
        payload = payload_of(client, query, **variables)
        assert [error["code"] for error in payload["errors"]] == ["NOT_ALLOWED"]
        assert payload["entry"] is None
    requested.refresh_from_db()
    assert (requested.state, history_of(requested).count()) == ("requested", 1)


def test_buyers_do_not_reach_it(client_of, buyer_li, requested):
    answer = ask(client_of(buyer_li), LIST)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["STAFF_ONLY"]
