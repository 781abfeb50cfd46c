from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.brand import errors
from plugins.brand.rules import enterprises, permits, proofs, reviewing, terms, working_days
from plugins.brand.rules.enterprises import EnterpriseKind
from plugins.brand.rules.permits import ACCEPTED, PermitKind, ProofNeed
from plugins.brand.rules.proofs import ProofKind, TrademarkStanding
from plugins.brand.states import IN_FORCE, OPEN, TRANSITIONS, LicenceState
from plugins.brand.working_calendar import is_working_day


def test_food_production_number_has_a_check_digit():
    assert permits.is_sc_number("SC11644200000389")
    assert (
        permits.permit_number_checked(kind=PermitKind.FOOD_PRODUCTION, number=" sc1164420 0000389 ")
        == "SC11644200000389"
    )


@given(st.integers(0, 13), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(position, shift):
    digits = "11644200000389"
    wrong = str((int(digits[position]) + shift) % 10)

    assert not permits.is_sc_number(f"SC{digits[:position]}{wrong}{digits[position + 1 :]}")


@pytest.mark.parametrize("number", ["SC11644200000380", "SC1164420000038", "11644200000389", ""])
def test_wrong_food_production_numbers_are_refused(number):
    with pytest.raises(errors.PermitNumberInvalid):
        permits.permit_number_checked(kind=PermitKind.FOOD_PRODUCTION, number=number)


def test_production_licence_satisfies_every_need_and_a_workshop_not_the_strictest():
    assert all(
        PermitKind.FOOD_PRODUCTION in ACCEPTED[need] for need in ProofNeed if need.value != "none"
    )
    assert PermitKind.WORKSHOP not in ACCEPTED[ProofNeed.FOOD_PRODUCTION]
    assert ACCEPTED[ProofNeed.NONE] == frozenset()


def test_credit_code_must_pass_its_check_and_belong_to_the_kind():
    code = "91420281MA4900001H"

    assert enterprises.credit_code_checked(kind=EnterpriseKind.COMPANY, code=code) == code
    with pytest.raises(errors.CreditCodeInvalid):
        enterprises.credit_code_checked(kind=EnterpriseKind.COOPERATIVE, code=code)
    with pytest.raises(errors.CreditCodeInvalid):
        enterprises.credit_code_checked(kind=EnterpriseKind.COMPANY, code=code[:-1] + "J")
    with pytest.raises(errors.CreditCodeNotWanted):
        enterprises.credit_code_checked(kind=EnterpriseKind.HOUSEHOLD, code=code)
    assert enterprises.credit_code_checked(kind=EnterpriseKind.HOUSEHOLD, code=" ") == ""


def test_contacts_are_masked_to_a_fixed_width():
    assert enterprises.phone_masked("138 0000 1234") == "138***34"
    assert enterprises.phone_masked("110") == "***"
    assert enterprises.person_masked("欧阳晓梅") == "欧***"
    assert enterprises.email_masked("li@example.com") == "l***@example.com"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (ProofKind.GREEN_FOOD, "GF420281260001", "GF42028126001"),
        (ProofKind.GREEN_FOOD, "LB-09-2601234567", "LB-9-2601234567"),
        (ProofKind.ORGANIC, "12326000000000001", "1232600000000000"),
        (ProofKind.GI_USE, "鄂GI-2026-001", "x"),
        (ProofKind.INSPECTION_REPORT, "DYJC/2026-0031", ""),
    ],
)
def test_certificate_numbers_have_the_form_of_their_kind(kind, good, bad):
    assert proofs.proof_number_checked(kind=kind, number=good) == good
    with pytest.raises(errors.ProofNumberInvalid):
        proofs.proof_number_checked(kind=kind, number=bad)


def test_trademark_is_renewable_in_its_last_year_and_six_months_after():
    end = date(2026, 6, 30)

    def standing(today):
        return proofs.trademark_standing(expires_on=end, today=today)

    assert standing(date(2025, 6, 29)) is TrademarkStanding.VALID
    assert standing(date(2025, 6, 30)) is TrademarkStanding.RENEWABLE
    assert standing(end) is TrademarkStanding.RENEWABLE
    assert standing(date(2026, 7, 1)) is TrademarkStanding.GRACE
    assert standing(end + timedelta(days=184)) is TrademarkStanding.LAPSED


def test_trademark_number_needs_a_class_that_exists():
    assert proofs.trademark_number_checked("4409718", nice_class=31) == "4409718"
    with pytest.raises(errors.ProofNumberInvalid):
        proofs.trademark_number_checked("4409718", nice_class=46)


def test_certificate_ends_the_day_before_its_anniversary():
    term = terms.certificate_term(starts_on=date(2026, 3, 17), term_months=12, limits={})

    assert (term.ends_on, term.limited_by) == (date(2027, 3, 16), "term")


days = st.dates(date(2026, 1, 1), date(2030, 1, 1))


@given(days, st.integers(1, 36), st.dictionaries(st.sampled_from("abc"), st.none() | days))
def test_certificate_ends_at_the_earliest_of_everything(starts_on, months, limits):
    term = terms.certificate_term(starts_on=starts_on, term_months=months, limits=limits)

    own = terms.months_after(starts_on, months) - timedelta(days=1)
    assert term.ends_on == min([own, *(day for day in limits.values() if day)])
    assert term.ends_on == ({"term": own} | limits)[term.limited_by]


def test_months_end_where_the_month_does():
    assert terms.months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)


def test_codes_are_read_as_people_type_them():
    code = terms.code_from(range(20))

    assert code == "0123456789ABCDEFGHJK"
    assert terms.code_tidied(" o123-4567 89ab-cdef-ghjk".replace("o", "O")) == code
    assert terms.code_tidied("il") == "11"


def test_notice_of_five_working_days_skips_the_spring_festival():
    # Friday; the festival of 2026 lasts from Sunday 15 to Monday 23 February,
    # and Saturday 14 and 28 February are worked for it.
    last = working_days.notice_last_day(
        published_on=date(2026, 2, 13), working_days=5, is_working=is_working_day
    )

    assert last == date(2026, 2, 27)


def test_day_of_publication_does_not_count():
    last = working_days.notice_last_day(
        published_on=date(2026, 3, 9), working_days=5, is_working=working_days.is_weekday
    )

    assert last == date(2026, 3, 16)


def test_year_without_announced_holidays_is_said_to_be_unknown():
    with pytest.raises(errors.HolidaysUnknown) as refused:
        is_working_day(date(2099, 1, 5))

    assert refused.value.params["year"] == 2099


def test_nobody_decides_for_themselves_or_their_own():
    assert reviewing.may_decide(user_id=1, applicant_id=2, tied_user_ids={3})
    assert not reviewing.may_decide(user_id=1, applicant_id=1, tied_user_ids=set())
    assert not reviewing.may_decide(user_id=1, applicant_id=2, tied_user_ids={1})


def test_review_needs_enough_experts_and_a_high_enough_mean():
    def passed(*scores):
        return reviewing.is_passed(scores, minimum_reviewers=3, minimum_score=80)

    assert passed(80, 80, 80)
    assert not passed(80, 80, 79)
    assert not passed(100, 100)


def test_every_open_state_can_be_left_by_the_enterprise():
    for state in OPEN:
        assert TRANSITIONS.allows(LicenceState(state), LicenceState.WITHDRAWN)
    assert set(IN_FORCE) < set(OPEN)


def test_refused_and_revoked_are_final():
    assert TRANSITIONS.is_final(LicenceState.REFUSED)
    assert TRANSITIONS.is_final(LicenceState.REVOKED)
