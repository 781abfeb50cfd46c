"""What was sealed cannot be changed, taken out or put in without showing."""

from __future__ import annotations

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client

from plugins.kernel import audit, audit_chain, origin
from plugins.kernel.audit_chain import START, Head
from plugins.kernel.models import AuditEntry


@pytest.fixture
def entries(buyer_li):
    return [
        audit.record("accounts.user.greeted", buyer_li, actor="system:test", words=number)
        for number in range(3)
    ]


@pytest.fixture
def tamper(db):
    """Change the trail as somebody would who owns the database."""

    def change(sql, *values):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE mall_kernel_auditentry DISABLE TRIGGER USER")
            cursor.execute(sql, values)
            # What refers to entries is checked at the commit; it must not wait for one here.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE mall_kernel_auditentry ENABLE TRIGGER USER")

    return change


def test_each_hash_covers_the_one_before(entries):
    assert audit_chain.seal() == 3

    sealed = AuditEntry.objects.order_by("position")
    before = START
    for position, entry in enumerate(sealed, start=1):
        assert entry.position == position
        assert entry.hash == audit_chain.hash_of(entry, position=position, before=before)
        before = entry.hash
    assert audit_chain.seal() == 0


def test_the_chain_goes_on_over_batches(entries, monkeypatch):
    monkeypatch.setattr(audit_chain, "BATCH", 2)

    assert audit_chain.seal() == 3
    assert audit_chain.verify().broken == ""
    assert audit_chain.verify().sealed == 3


def test_the_unsealed_tail_is_told(entries, buyer_li):
    audit_chain.seal()
    late = audit.record("accounts.user.greeted", buyer_li, actor="system:test")

    proof = audit_chain.verify()

    assert (proof.sealed, proof.unsealed, proof.unsealed_since) == (3, 1, late.at)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE mall_kernel_auditentry SET actor = 'staff:9' WHERE position = 2",
        "UPDATE mall_kernel_auditentry SET details = '{\"words\": 9}' WHERE position = 2",
        "UPDATE mall_kernel_auditentry SET at = at + interval '1 second' WHERE position = 2",
        "UPDATE mall_kernel_auditentry SET address = '8.8.8.0/24' WHERE position = 2",
        "DELETE FROM mall_kernel_auditentry WHERE position = 2",
    ],
)
def test_the_first_entry_that_was_touched_is_named(entries, tamper, change):
    audit_chain.seal()

    tamper(change)

    assert "2" in audit_chain.verify().broken
    with pytest.raises(CommandError, match="2"):
        call_command("audit_verify")


def test_a_cut_end_shows_against_a_noted_head(entries, tamper):
    audit_chain.seal()
    noted = audit_chain.head_now()

    tamper("DELETE FROM mall_kernel_auditentry WHERE position = 3")

    assert audit_chain.verify().broken == ""
    assert "3" in audit_chain.verify(noted=noted).broken
    with pytest.raises(CommandError, match="3"):
        call_command("audit_verify", head=f"{noted.position}:{noted.hash}")


def test_a_chain_computed_anew_with_another_key_shows(entries, settings):
    audit_chain.seal()
    settings.AUDIT_KEY = "another" * 8

    assert "1" in audit_chain.verify().broken


def test_the_command_says_ok(entries):
    audit_chain.seal()
    out = StringIO()

    call_command("audit_verify", stdout=out)

    assert "ok" in out.getvalue()
    assert f"3:{AuditEntry.objects.get(position=3).hash}" in out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        {"position": 9, "hash": "f" * 64},  # sealed already
        {"actor": "staff:9"},
        {"position": None, "hash": ""},
    ],
)
def test_the_database_lets_an_entry_be_sealed_once(entries, change):
    audit_chain.seal()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(position=1).update(**change)


def test_nothing_else_is_changed_along_with_the_seal(entries):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entries[0].pk).update(
            position=1, hash="f" * 64, actor="staff:9"
        )


@pytest.mark.django_db(transaction=True)
def test_two_sealers_make_one_chain(buyer_li):
    for number in range(40):
        audit.record("accounts.user.greeted", buyer_li, actor="system:test", words=number)

    def work():
        audit_chain.seal()
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    audit_chain.seal()

    proof = audit_chain.verify()
    assert (proof.sealed, proof.unsealed, proof.broken) == (40, 0, "")


def test_where_a_request_came_from_is_kept_masked(client_of, buyer_li, rf):
    request = rf.get("/", REMOTE_ADDR="113.57.10.20", headers={"Authorization": "JWT a.b.c"})

    with origin.opened(request):
        entry = audit.record("accounts.user.greeted", buyer_li, actor="system:test")

    assert entry.address == "113.57.10.0/24"
    assert len(entry.session) == 12
    assert audit.record("accounts.user.greeted", buyer_li, actor="system:test").address == ""


@pytest.mark.parametrize(
    ("address", "masked"),
    [("2408:8456:1:2::7", "2408:8456:1::/48"), ("", ""), ("nonsense", "")],
)
def test_other_addresses_are_masked_too(address, masked):
    assert origin.masked_address(address) == masked


def test_no_request_leaves_its_origin_behind(db):
    Client().get("/healthz")

    assert origin.current() == origin.Origin()


def test_a_noted_head_inside_the_chain_must_fit(entries):
    audit_chain.seal()

    assert audit_chain.verify(noted=Head(2, "0" * 64)).broken
