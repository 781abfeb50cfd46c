"""A new formula holds for periods to come, never for those that were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plugins.brand.errors import PermissionLacking
from plugins.credit.errors import FormulaInvalid, FormulaMissing, SourceUnknown
from plugins.credit.models import FormulaVersion
from plugins.credit.selectors.formulas import formula_on, last_span, sources_of
from plugins.credit.services.formula_define import FormulaTerms, formula_define
from plugins.credit.services.scores_publish import scores_publish
from plugins.kernel.credit_facts import Basis, fact_sources
from tests.unit.credit.conftest import NOW, OCTOBER

pytestmark = pytest.mark.django_db
TERMS = FormulaTerms(
    since=date(2026, 12, 1),
    period_months=1,
    window_months=6,
    weights={"shipping": Decimal(100), "quality": Decimal(0)},
    prior_rate=Decimal("0.5"),
    prior_strength=Decimal(4),
    deduction=Decimal("0.5"),
    minimum_facts=5,
    appeal_working_days=5,
    reason="发货最要紧",
)


def test_a_version_holds_from_its_first_day_on(head):
    version = formula_define(terms=TERMS, actor=head, now=NOW)

    assert formula_on(date(2026, 11, 30)).since == date(2020, 1, 1)
    assert formula_on(date(2026, 12, 1)) == version
    assert version.weights == {"shipping": "100"}


def test_published_periods_keep_their_formula(head, october):
    formula_define(terms=TERMS, actor=head, now=NOW)
    scores_publish(span=OCTOBER, actor="system:credit", now=NOW)

    assert scores_publish(span=OCTOBER, actor="system:credit", now=NOW).differing == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"since": date(2026, 11, 2)}, "since"),
        ({"since": date(2026, 10, 1)}, "since"),
        ({"since": date(2026, 12, 2)}, "since"),
        ({"period_months": 3}, "since"),
        ({"period_months": 5}, "period_months"),
        ({"window_months": 0}, "window_months"),
        ({"window_months": 37}, "window_months"),
        ({"weights": {"luck": Decimal(1)}}, "weights"),
        ({"weights": {"shipping": Decimal(-1)}}, "weights"),
        ({"weights": {}}, "weights"),
        ({"prior_rate": Decimal(2)}, "prior_rate"),
        ({"deduction": Decimal("-0.1")}, "prior_rate"),
        ({"minimum_facts": -1}, "minimum_facts"),
        ({"appeal_working_days": 0}, "minimum_facts"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_cannot_hold_is_refused(head, change, field):
    with pytest.raises(FormulaInvalid) as refused:
        formula_define(terms=replace(TERMS, **change), actor=head, now=NOW)

    assert refused.value.field == field
    assert FormulaVersion.objects.count() == 1


def test_two_versions_do_not_begin_on_one_day(head):
    formula_define(terms=TERMS, actor=head, now=NOW)

    with pytest.raises(FormulaInvalid):
        formula_define(terms=TERMS, actor=head, now=NOW)


def test_only_the_head_defines(judge):
    with pytest.raises(PermissionLacking):
        formula_define(terms=TERMS, actor=judge, now=NOW)


def test_quarters_begin_with_the_year(head):
    formula_define(
        terms=replace(TERMS, since=date(2027, 1, 1), period_months=3), actor=head, now=NOW
    )
    in_april = NOW.replace(year=2027, month=4)

    assert last_span(now=in_april).starts_on == date(2027, 1, 1)
    assert last_span(now=in_april).ends_on == date(2027, 3, 31)
    assert last_span(now=NOW.replace(year=2027, month=1)).name == "2026-12"


def test_before_the_first_version_nothing_is_scored(db):
    with pytest.raises(FormulaMissing):
        formula_on(date(2019, 12, 31))


def test_a_weighed_source_must_have_its_capability(db):
    version = FormulaVersion(weights={"luck": "1"})

    with pytest.raises(SourceUnknown):
        sources_of(version)


def test_capabilities_declare_their_sources():
    found = fact_sources()

    assert {"shipping", "quality", "response", "supervision", "complaints"} <= set(found)
    assert found["shipping"].basis is Basis.SHARE
    assert found["supervision"].basis is Basis.DEDUCTION
    for source in found.values():
        assert all(source.name)
        assert all(source.explained)
        assert source.explained[1].isascii()
