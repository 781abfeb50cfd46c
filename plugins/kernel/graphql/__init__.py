"""The GraphQL edge of the kernel: one error type, one base for mutations."""

from plugins.kernel.graphql.callers import caller
from plugins.kernel.graphql.mutation import ANYONE, CUSTOMER, DomainMutation
from plugins.kernel.graphql.types import Refusal

__all__ = ["ANYONE", "CUSTOMER", "DomainMutation", "Refusal", "caller"]
