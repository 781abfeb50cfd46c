"""Whoever asks by letter is answered as well, on the record."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plugins.kernel.models import AuditEntry


def test_an_account_is_found_by_its_proven_number(li):
    out = StringIO()
    call_command("personal_data", phone="+8613800001234", stdout=out)
    assert out.getvalue().strip() == str(li.pk)

    out = StringIO()
    call_command("personal_data", phone="+8613900000000", stdout=out)
    assert "nothing found" in out.getvalue()


def test_the_copy_is_written_for_its_owner_alone(finished, li, tmp_path):
    target = tmp_path / "li.json"

    call_command("personal_data", account=li.pk, to=target, reason="来信 7 号", stdout=StringIO())

    assert "+8613800001234" in target.read_text(encoding="utf-8")
    assert json.loads(target.read_text(encoding="utf-8"))["account"] == li.pk
    assert target.stat().st_mode & 0o077 == 0
    entry = AuditEntry.objects.get(action="privacy.data.exported")
    assert (entry.actor, entry.reason) == ("system:operator", "来信 7 号")
    with pytest.raises(CommandError, match="exists"):
        call_command("personal_data", account=li.pk, to=target, reason="again")


def test_a_copy_needs_a_reason(li, tmp_path):
    with pytest.raises(CommandError, match="reason"):
        call_command("personal_data", account=li.pk, to=tmp_path / "x.json")
    assert not (tmp_path / "x.json").exists()
