from saleor.account.forms import get_address_form

POLISH = {
    "first_name": "Jan",
    "last_name": "Nowak",
    "street_address_1": "Tęczowa 7",
    "city": "Wrocław",
    "country": "PL",
}


def _errors(**given: str) -> dict[str, list[str]]:
    form, _ = get_address_form(POLISH | given, "PL")
    return {
        field: [error.code for error in errors] for field, errors in form.errors.as_data().items()
    }


def test_an_address_that_breaks_its_countrys_rules_gets_field_errors():
    assert _errors(postal_code="not a code") == {"postal_code": ["invalid"]}
    assert _errors(postal_code="") == {"postal_code": ["required"]}


def test_an_address_that_keeps_the_rules_has_none():
    assert _errors(postal_code="53-601") == {}
