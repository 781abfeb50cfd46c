"""Every declared notice can be put into words, and belongs to a kind members know."""

from __future__ import annotations

from string import Formatter

import pytest

from plugins.kernel.registry import capabilities
from plugins.marketplace.roles import Role
from plugins.notices.rules import KINDS, WordsMissing, filled
from saleor_config.capabilities import capability_classes

DECLARED = [
    pytest.param(action, notice, config, id=action)
    for config in capability_classes()
    for action, notice in config.enterprise_notices.items()
]
#: What has to be told, whatever a member would rather not read.
REQUIRED = {
    "brand.licence.correction_asked",
    "brand.licence.refused",
    "brand.licence.rectification_ordered",
    "brand.licence.suspended",
    "brand.licence.revoked",
    "brand.enterprise.suspended",
    "listings.listing.suspended",
    "listings.recall.opened",
    "settlement.period.closed",
    "credit.appeal.upheld",
    "credit.appeal.dismissed",
}


@pytest.mark.parametrize(("action", "notice", "config"), DECLARED)
def test_declaration_is_complete(action, notice, config):
    assert notice.kind in KINDS
    assert notice.role in {role.value for role in Role}
    assert action in config.audit_labels
    assert config.notice_addressees
    assert notice.english.isascii()
    assert notice.is_required or action not in REQUIRED
    named = {
        name for text in (notice.subject, notice.text) for _, name, _, _ in Formatter().parse(text)
    }
    assert None in named or named
    assert "email" not in named
    assert "phone" not in named


def test_what_the_law_wants_told_is_declared():
    declared = {action for config in capabilities() for action in config.enterprise_notices}

    assert declared >= REQUIRED


def test_facts_are_put_in_and_long_texts_end_with_a_dot():
    assert filled("“{goods}”通过", {"goods": "狗血桃"}, longest=20) == "“狗血桃”通过"
    assert filled("{text}", {"text": "长" * 30}, longest=10) == "长" * 9 + "…"


def test_a_fact_that_nobody_gives_is_a_mistake():
    with pytest.raises(WordsMissing):
        filled("{price}", {"goods": "狗血桃"}, longest=20)


def test_braces_in_facts_are_only_text():
    assert filled("{goods}", {"goods": "{reason}"}, longest=20) == "{reason}"
