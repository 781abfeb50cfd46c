from datetime import UTC, datetime, timedelta

import pytest

from plugins.marketplace import rules
from plugins.marketplace.roles import Role, fulfils, roles_of

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize("wanted", list(Role))
def test_owner_may_do_everything(wanted):
    assert fulfils(held=[Role.OWNER], wanted=wanted)


def test_other_roles_may_do_only_what_they_say():
    assert fulfils(held=[Role.GOODS, Role.FINANCE], wanted=Role.FINANCE)
    assert not fulfils(held=[Role.GOODS, Role.FINANCE], wanted=Role.ORDERS)
    assert not fulfils(held=[Role.ORDERS], wanted=Role.OWNER)
    assert not fulfils(held=[], wanted=Role.GOODS)


def test_unknown_role_is_no_role():
    with pytest.raises(ValueError, match="courier"):
        roles_of(["owner", "courier"])


def test_invitation_lapses_at_its_very_end():
    assert not rules.has_lapsed(expires_at=NOW, now=NOW - timedelta(microseconds=1))
    assert rules.has_lapsed(expires_at=NOW, now=NOW)


def test_stored_fingerprint_does_not_hold_the_code():
    assert "code-1" not in rules.fingerprint_of("code-1")
    assert rules.fingerprint_of("code-1") != rules.fingerprint_of("code-2")
