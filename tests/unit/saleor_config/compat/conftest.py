"""Running a document against the schema as somebody, without a door in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from saleor.core.middleware import discounts, plugins, request_time, site

prepare = request_time(discounts(site(plugins(lambda request: request))))


@pytest.fixture
def execute(rf, db) -> Callable[..., dict[str, Any]]:
    """Return a function that answers a document's data, or fails with its errors."""

    def run(document: str, *, user: Any = None, **variables: Any) -> dict[str, Any]:
        from saleor_config.schema import schema

        request = prepare(rf.post("/staff/graphql/"))
        request.user = user or AnonymousUser()
        request.app = None
        result = schema.execute(document, variables=variables, context=request)
        assert not result.errors, result.errors
        return dict(result.data)

    return run
