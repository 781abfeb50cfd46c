import pytest
from django.db import DatabaseError, transaction

from plugins.kernel import audit
from plugins.kernel.models import AuditEntry


@pytest.fixture
def entry(buyer_li):
    return audit.record("accounts.user.greeted", buyer_li, actor="system:test", words=3)


def test_entry_says_what_happened_to_whom(entry, buyer_li, operator_chen):
    assert list(audit.history_of(buyer_li)) == [entry]
    assert (entry.object_type, entry.object_id) == ("account.user", str(buyer_li.pk))
    assert audit.actor_of(buyer_li) == f"buyer:{buyer_li.pk}"
    assert audit.actor_of(operator_chen) == f"staff:{operator_chen.pk}"
    assert audit.actor_of(None) == "anonymous"


def test_database_refuses_to_change_or_delete_it(entry):
    for change in (
        lambda: AuditEntry.objects.filter(pk=entry.pk).update(actor="someone else"),
        lambda: AuditEntry.objects.filter(pk=entry.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()

    assert AuditEntry.objects.get().actor == "system:test"
