"""Fixtures shared by all tests; personas and catalogue live in `tests/fixtures`."""

import pytest
from hypothesis import HealthCheck, settings

# How fast a machine draws its examples decides no test.
settings.register_profile("shop", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shop")

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


#: Fixtures with which a test's work is committed, and the database emptied afterwards.
COMMITTING = {"transactional_db", "live_server", "django_db_reset_sequences"}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what cannot share a process with everything else; see `tests/stages.py`."""
    fixtures = set(getattr(item, "fixturenames", ()))
    database = item.get_closest_marker("django_db")
    if fixtures & COMMITTING or (database and database.kwargs.get("transaction")):
        item.add_marker(pytest.mark.empties)
    if "market" in fixtures:
        item.add_marker(pytest.mark.market)
