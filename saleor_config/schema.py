"""The one schema: Saleor's, not federated, plus what capabilities add.

The federated schema of Saleor answers `_entities` to anybody, so it is not built.
"""

from __future__ import annotations

import importlib
from typing import Any

import graphene
from django.utils.module_loading import import_string
from saleor.graphql import api as saleor_api
from saleor.graphql.core.utils.error_codes import saleor_error_codes

from .capabilities import capability_classes
from .hardening.operations import admit_mutations, drop_queries


def _contributed(name: str) -> list[Any]:
    modules = [
        importlib.import_module(config.graphql_schema)
        for config in capability_classes()
        if config.graphql_schema
    ]
    return [getattr(module, name) for module in modules if hasattr(module, name)]


def _register_error_codes() -> None:
    """Saleor answers `invalid` for a code it has not heard of."""
    for config in capability_classes():
        if config.error_codes is not None:
            saleor_error_codes.extend(code.value for code in config.error_codes)


def _extend_types() -> None:
    """Add the fields that capabilities give to types of others (`EXTENSIONS`)."""
    for extensions in _contributed("EXTENSIONS"):
        for path, extension in extensions.items():
            extended = import_string(path)
            for name, field in extension._meta.fields.items():
                extended._meta.fields[name] = field
                setattr(extended, f"resolve_{name}", getattr(extension, f"resolve_{name}"))


def _names_of_ours(kind: str) -> set[str]:
    return {name for part in _contributed(kind) for name in part._meta.fields}


_register_error_codes()
_extend_types()

# Saleor's type names are taken from the classes, so ours must keep them.
Query: Any = type("Query", (*_contributed("Queries"), saleor_api.Query), {})
Mutation: Any = type("Mutation", (*_contributed("Mutations"), saleor_api.Mutation), {})

admit_mutations(Mutation._meta.fields, replaced=_names_of_ours("Mutations"))
drop_queries(Query._meta.fields)

schema = graphene.Schema(query=Query, mutation=Mutation)
