"""Row 2: `_entities` answers anything about anybody, without a permission."""

import pytest

from saleor_config.schema import schema


@pytest.mark.parametrize(
    "query",
    [
        '{ _entities(representations: [{__typename: "User", email: "li@example.com"}])'
        " { ... on User { email } } }",
        "{ _service { sdl } }",
    ],
)
def test_no_door_knows_it(staff, query):
    assert set(staff("account.manage_users").codes(query)) == {"REQUEST_INVALID"}


def test_the_schema_has_no_such_fields():
    assert not {"_entities", "_service"} & set(schema.get_query_type().fields)
