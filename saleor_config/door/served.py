"""A registered document's answer, written into a page instead of being asked for by it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from graphql.execution import execute

from plugins.kernel.graphql import ANYONE
from saleor_config.door.rates import refuse_haste


class CannotServe(RuntimeError):
    """The document is not for everybody, or answered with errors."""


def served(request: HttpRequest, name: str, **variables: Any) -> dict[str, Any]:
    """Return what the public door answers a stranger to the document `name` with these variables.

    It counts as if the page had asked for it: addresses of pages can be made up without end,
    and what is found at none of them is not kept.

    Raises:
        CannotServe: it is not for anyone, or failed; nothing half is served.
        TooOften: this address has asked for too much in this minute.
    """
    from saleor_config.urls import documents, schema  # the list of addresses names us

    [document] = [each for each in documents.values() if each.name == name and each.is_current]
    if document.audience != ANYONE or document.is_mutation:
        raise CannotServe(f"{name} is not for anyone to read")
    request.user = AnonymousUser()
    request.app = None
    refuse_haste(request, document.rate)
    result = execute(schema, document.ast, context_value=request, variable_values=variables)
    if result.errors:
        raise CannotServe(f"{name}: {result.errors[0]}") from result.errors[0]
    return result.data
