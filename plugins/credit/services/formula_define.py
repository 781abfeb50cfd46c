"""Say how scores are made, from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.brand.public import Actor
from plugins.credit.errors import FormulaInvalid
from plugins.credit.models import FormulaVersion
from plugins.credit.permissions import DEFINE
from plugins.credit.rules.periods import LENGTHS, is_first_day
from plugins.kernel import audit
from plugins.kernel.credit_facts import fact_sources

LONGEST_WINDOW = 36
MOST_WEIGHT = Decimal(1000)
REASON_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class FormulaTerms:
    """What a version says; see `FormulaVersion`."""

    since: date
    period_months: int
    window_months: int
    weights: Mapping[str, Decimal]
    prior_rate: Decimal
    prior_strength: Decimal
    deduction: Decimal
    minimum_facts: int
    appeal_working_days: int
    reason: str


def formula_define(*, terms: FormulaTerms, actor: Actor, now: datetime) -> FormulaVersion:
    """Add a version for periods that begin on a later day than today. None is changed.

    Raises:
        PermissionLacking: `actor` is not the head of the brand office.
        FormulaInvalid: nothing was changed.
    """
    actor.require(DEFINE)
    _refuse_untimely(terms, today=timezone.localdate(now))
    _refuse_senseless(terms)
    try:
        return _defined(terms, actor=actor, now=now)
    except IntegrityError as error:
        raise _wrong("since", "这一天已有一个版本", "there is a version for that day") from error


@transaction.atomic
def _defined(terms: FormulaTerms, *, actor: Actor, now: datetime) -> FormulaVersion:
    version = FormulaVersion.objects.create(
        since=terms.since,
        period_months=terms.period_months,
        window_months=terms.window_months,
        weights={slug: str(weight) for slug, weight in terms.weights.items() if weight},
        prior_rate=terms.prior_rate,
        prior_strength=terms.prior_strength,
        deduction=terms.deduction,
        minimum_facts=terms.minimum_facts,
        appeal_working_days=terms.appeal_working_days,
        reason=terms.reason.strip(),
        set_by=actor.name,
        set_at=now,
    )
    audit.record(
        "credit.formula.defined",
        version,
        actor=actor.name,
        reason=version.reason,
        since=terms.since.isoformat(),
        weights=version.weights,
    )
    return version


def _refuse_untimely(terms: FormulaTerms, *, today: date) -> None:
    """A period that runs keeps the formula it began with."""
    if terms.since <= today:
        raise _wrong("since", "生效日期要在今天以后", "it has to begin after today")
    if terms.period_months not in LENGTHS:
        raise _wrong(
            "period_months",
            "每期月数须是 1、2、3、4、6 或 12",
            "a period has 1, 2, 3, 4, 6 or 12 months",
        )
    before = FormulaVersion.objects.filter(since__lt=terms.since).first()
    lengths = {terms.period_months, before.period_months if before else terms.period_months}
    if not all(is_first_day(terms.since, months=months) for months in lengths):
        raise _wrong(
            "since", "生效日期须是一期的第一天", "it has to begin on the first day of a period"
        )


def _refuse_senseless(terms: FormulaTerms) -> None:
    known = fact_sources()
    for slug, weight in terms.weights.items():
        if slug not in known:
            raise _wrong("weights", f"没有“{slug}”这项事实", f"there are no facts of {slug}")
        if not 0 <= weight <= MOST_WEIGHT:
            raise _wrong("weights", "权重须在 0 至 1000 之间", "a weight lies between 0 and 1000")
    for is_right, field, zh, en in _conditions(terms):
        if not is_right:
            raise _wrong(field, zh, en)


def _conditions(terms: FormulaTerms) -> list[tuple[bool, str, str, str]]:
    """What has to be true, the field it is about, and what is said when it is not."""
    rates_fit = 0 <= terms.prior_rate <= 1 and 0 <= terms.deduction <= 1
    return [
        (
            any(terms.weights.values()),
            "weights",
            "至少一项权重大于 0",
            "at least one weight has to be above 0",
        ),
        (
            terms.period_months <= terms.window_months <= LONGEST_WINDOW,
            "window_months",
            f"回看月数须不短于一期、不超过 {LONGEST_WINDOW}",
            f"the window covers a period and at most {LONGEST_WINDOW} months",
        ),
        (
            rates_fit and terms.prior_strength >= 0,
            "prior_rate",
            "起始比率与扣减须在 0 至 1 之间，起始次数不为负",
            "rates lie between 0 and 1, and counts are not negative",
        ),
        (
            terms.minimum_facts >= 0 and terms.appeal_working_days >= 1,
            "minimum_facts",
            "最少事实不为负，申诉期不少于 1 个工作日",
            "facts are not negative, and there is a working day to appeal",
        ),
        (
            1 <= len(terms.reason.strip()) <= REASON_LONGEST,
            "reason",
            f"请写明原因，不超过 {REASON_LONGEST} 字",
            f"it needs a reason of at most {REASON_LONGEST} characters",
        ),
    ]


def _wrong(field: str, zh: str, en: str) -> FormulaInvalid:
    return FormulaInvalid(field=field, cause_zh=zh, cause_en=en)
