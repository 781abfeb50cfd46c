"""`tokenCreate`, `setPassword`, `tokenRefresh` and `tokenVerify`.

Symptom: wrong credentials answer "Cannot return null for non-nullable field"
instead of the list of errors, and `tokenVerify` without a token is a fault.
Cause: `saleor/graphql/core/mutations.py`, `CreateToken.mutate` and
`VerifyToken.mutate`, are written for django-graphql-jwt 0.3.0, where a payload
without a token was allowed and the token argument was required; 0.3.4 turned
both round. It also reworded the refusal that Saleor passes on.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import graphene
from django.utils.translation import gettext
from graphene.types.generic import GenericScalar

from .targets import mends, replace


def _token_may_be_missing(original: Any) -> classmethod:
    def field(cls: Any, *args: Any, **kwargs: Any) -> Any:
        mounted = original.__func__(cls, *args, **kwargs)
        cls._meta.fields["token"] = graphene.Field(graphene.String)
        return mounted

    return classmethod(field)


@mends("graphql_jwt.mixins")
def mend_payloads(module: ModuleType) -> None:
    answer = module.JSONWebTokenMixin
    replace(answer, "payload", GenericScalar())
    replace(answer, "refresh_expires_in", graphene.Int())
    original = vars(answer)["Field"]
    replace(answer, "Field", _token_may_be_missing(original))
    replace(module.VerifyMixin, "payload", GenericScalar())
    replace(module.KeepAliveRefreshMixin.Fields, "token", graphene.String(required=True))


@mends("graphql_jwt.mutations")
def mend_arguments(module: ModuleType) -> None:
    replace(module.Verify.Arguments, "token", graphene.String(required=True))


@mends("graphql_jwt.decorators")
def mend_wording(module: ModuleType) -> None:
    worded_before = {"Please enter valid credentials": "Please, enter valid credentials"}
    replace(module, "_", lambda message: gettext(worded_before.get(message, message)))
