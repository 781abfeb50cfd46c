"""The base of our mutations: who may call is declared, refusals are data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import graphene
from graphene.types.mutation import MutationOptions

from plugins.kernel.errors import DomainError, LoginRequired, NotAllowed
from plugins.kernel.graphql.types import Refusal

ANYONE = "anyone"
CUSTOMER = "customer"


class DomainMutation(graphene.Mutation):
    """Resolve ids, call one service, return.

    A subclass declares `Meta.audience`: `ANYONE`, `CUSTOMER` (any logged-in
    person) or a tuple of Saleor permissions. One without it cannot be defined.
    Its `execute(root, info, **arguments)` returns the payload; a `DomainError`
    it raises becomes the payload's `errors`.
    """

    errors = graphene.List(
        graphene.NonNull(Refusal),
        required=True,
        default_value=[],
        description="Why nothing was changed; empty when it was.",
    )

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(
        cls, audience: Any = None, description: str | None = None, _meta: Any = None, **options: Any
    ) -> None:
        if audience is None:
            raise TypeError(f"{cls.__name__} must declare Meta.audience")
        if not description:
            raise TypeError(f"{cls.__name__} must declare Meta.description")
        if not hasattr(cls, "execute"):
            raise TypeError(f"{cls.__name__} must define execute")
        meta = _meta or MutationOptions(cls)
        meta.audience = audience
        super().__init_subclass_with_meta__(description=description, _meta=meta, **options)

    #: `execute(root, info, **arguments)` of the subclass; each names its own arguments.
    execute: ClassVar[Callable[..., Any]]

    @classmethod
    def mutate(cls, root: Any, info: Any, **arguments: Any) -> Any:
        try:
            cls.refuse_strangers(info.context)
            return cls.execute(root, info, **arguments)
        except DomainError as error:
            return cls(errors=[refusal_of(error)])

    @classmethod
    def refuse_strangers(cls, context: Any) -> None:
        """Check the declared audience.

        Raises:
            LoginRequired: nobody is logged in, and somebody has to be.
            NotAllowed: the caller lacks a permission.
        """
        audience = cls._meta.audience
        if audience == ANYONE:
            return
        if audience == CUSTOMER:
            if not context.user.is_authenticated:
                raise LoginRequired()
            return
        caller = getattr(context, "app", None) or context.user
        if not caller.has_perms(audience):
            raise NotAllowed()


def refusal_of(error: DomainError) -> Refusal:
    return Refusal(
        code=error.code,
        field=error.field,
        message=error.message_zh,
        message_en=error.message_en,
    )
