"""Fixtures shared by all tests; personas and catalogue live in `tests/fixtures`."""

pytest_plugins = [
    "tests.fixtures.prepared_database",
    "tests.fixtures.people",
    "tests.fixtures.clients",
    "tests.fixtures.orders",
    "tests.fixtures.catalogue",
    "tests.fixtures.generated",
]


def pytest_addoption(parser):
    parser.addoption(
        "--write-matrix",
        action="store_true",
        help="write tests/security/matrix/expected.csv from what is answered now",
    )
