from datetime import UTC, date, datetime, timedelta

import pytest

from plugins.fapiao import errors, rules
from plugins.fapiao.rules import FapiaoKind, RefusalReason
from plugins.fapiao.states import TRANSITIONS, FapiaoState

VALID = "91350100M000100Y43"


def details(**changed):
    given = {
        "kind": FapiaoKind.ENTERPRISE,
        "title": "福州某某贸易（集团）有限公司",
        "tax_number": VALID,
        "email": "tax@example.com",
        **changed,
    }
    return rules.details_checked(**given)


@pytest.mark.parametrize(
    "given", [VALID, "91350100m000100y43", " 9135 0100 M000 100Y43 ", "９１３５０１００M000100Y43"]
)
def test_enterprises_tax_number_is_stored_in_one_form(given):
    assert details(tax_number=given).tax_number == VALID


@pytest.mark.parametrize(
    "given",
    ["91350100M000100Y4Z", "91350100M000100Y44", "9135010OM000100Y43", "91350100M000100Y4", "税号"],
)
def test_tax_number_that_fails_its_check_is_refused(given):
    with pytest.raises(errors.TaxNumberInvalid) as refusal:
        details(tax_number=given)

    assert refusal.value.field == "taxNumber"
    assert "统一社会信用代码" in refusal.value.message_zh
    assert "business licence" in refusal.value.message_en


def test_enterprise_must_give_a_tax_number():
    with pytest.raises(errors.TaxNumberMissing):
        details(tax_number="  ")


def test_person_gives_none():
    person = details(kind=FapiaoKind.PERSONAL, title="李晓梅", tax_number=" ")

    assert (person.title, person.tax_number) == ("李晓梅", "")
    with pytest.raises(errors.TaxNumberNotWanted):
        details(kind=FapiaoKind.PERSONAL)


def test_title_keeps_its_brackets_and_loses_spare_spaces():
    assert details(title="  福州某某（集团）\t有限  公司 ").title == "福州某某（集团） 有限 公司"


@pytest.mark.parametrize("title", ["", "李", "字" * 101, "公司\x00甲", "李晓\u202e梅", "李晓梅🍑"])
def test_title_that_no_licence_carries_is_refused(title):
    with pytest.raises(errors.TitleInvalid):
        details(title=title)


@pytest.mark.parametrize("email", ["li@example.com", "li.xiao-mei+tax@mail.example.com.cn"])
def test_email_is_taken(email):
    assert details(email=f" {email} ").email == email


@pytest.mark.parametrize(
    "email",
    ["", "li", "li@", "@example.com", "li@example", "li..x@example.com", "li@-a.com",
     "li@example.com\nBcc: x@example.com", "a@b.com,c@d.com", "l" * 250 + "@a.com"],
)  # fmt: skip
def test_email_that_cannot_receive_is_refused(email):
    with pytest.raises(errors.EmailInvalid):
        details(email=email)


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("26422000000012345678", "26422000000012345678"),
        ("2642 2000 0000 1234 5678", "26422000000012345678"),
        ("042002100111-12345678", "04200210011112345678"),
        ("4200191130 12345678", "420019113012345678"),
    ],
)
def test_fapiao_number_is_digits(given, stored):
    assert rules.number_checked(given) == stored


@pytest.mark.parametrize("given", ["", "12345678", "2642200000001234567", "2642200000001234567X"])
def test_what_is_no_fapiao_number_is_refused(given):
    with pytest.raises(errors.FapiaoNumberInvalid):
        rules.number_checked(given)


@pytest.mark.parametrize("day", [1, 2, 3])
def test_date_of_issue_lies_between_payment_and_today(day):
    issued_on = date(2026, 7, day)

    assert issued_on == rules.issue_date_checked(
        issued_on=issued_on, paid_on=date(2026, 7, 1), today=date(2026, 7, 3)
    )


@pytest.mark.parametrize("issued_on", [date(2026, 6, 30), date(2026, 7, 4)])
def test_other_dates_are_refused(issued_on):
    with pytest.raises(errors.IssueDateInvalid) as refusal:
        rules.issue_date_checked(
            issued_on=issued_on, paid_on=date(2026, 7, 1), today=date(2026, 7, 3)
        )

    assert "2026-07-01" in refusal.value.message_zh


@pytest.mark.parametrize(
    "document", ["", "https://tax.example.com/a.pdf?id=1", "fapiao/2026/a-1.pdf", "FP0001"]
)
def test_document_is_a_link_or_reference(document):
    assert rules.document_checked(document) == document


@pytest.mark.parametrize(
    "document",
    ["http://tax.example.com/a", "javascript:alert(1)", "../../etc/passwd", "/etc/passwd",
     "https://me@tax.example.com/a", "https://a b/", "https://", "https://a/" + "x" * 500],
)  # fmt: skip
def test_other_documents_are_refused(document):
    with pytest.raises(errors.DocumentInvalid):
        rules.document_checked(document)


def test_note_is_needed_only_where_the_reason_says_nothing():
    assert rules.note_checked(reason=RefusalReason.MONEY_RETURNED, note="") == ""
    with pytest.raises(errors.NoteMissing):
        rules.note_checked(reason=RefusalReason.OTHER, note=" ")
    with pytest.raises(errors.NoteMissing):
        rules.note_checked(reason=RefusalReason.DETAILS_WRONG, note="长" * 201)


def test_only_money_that_stayed_is_invoiced():
    assert rules.invoiceable_fen(paid_fen=2680, refunded_fen=680) == 2000


@pytest.mark.parametrize(
    ("kind", "title", "shown"),
    [
        (FapiaoKind.PERSONAL, "李晓梅", "李***"),
        (FapiaoKind.PERSONAL, "欧阳", "欧***"),
        (FapiaoKind.PERSONAL, "Anna Nowak", "A***"),
        (FapiaoKind.ENTERPRISE, "福州某某有限公司", "福州某某有限公司"),
    ],
)
def test_persons_are_masked_and_enterprises_are_not(kind, title, shown):
    assert rules.title_masked(kind=kind, title=title) == shown


def test_email_shows_its_first_letter_and_host():
    assert rules.email_masked("lixiaomei@example.com") == "l***@example.com"


@pytest.mark.parametrize(("hours", "days"), [(-1, 0), (0, 0), (47, 1), (48, 2)])
def test_age_is_in_whole_days(hours, days):
    start = datetime(2026, 7, 1, tzinfo=UTC)

    assert rules.age_days(requested_at=start, until=start + timedelta(hours=hours)) == days


def test_what_is_decided_stays_decided():
    finals = {state for state in FapiaoState if TRANSITIONS.is_final(state)}

    assert finals == {FapiaoState.ISSUED, FapiaoState.REFUSED, FapiaoState.WITHDRAWN}
