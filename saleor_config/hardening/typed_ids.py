"""An id names one type of object, and no other is taken for it (CVE-2022-39275).

`get_node_or_error(info, id, Address)` passes the type where the name of the field
belongs, so that any type was found; and inputs that hold ids never say a type:
the object found may be of another model than the field it is put into.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import graphene

from saleor_config.compat.targets import mends, replace


@mends("saleor.graphql.core.mutations")
def mend(module: ModuleType) -> None:
    original = module.BaseMutation.get_node_or_error.__func__

    def get_node_or_error(
        cls: Any,
        info: Any,
        node_id: Any,
        field: Any = "id",
        only_type: Any = None,
        qs: Any = None,
    ) -> Any:
        wanted = None
        if not isinstance(field, str):  # a graphene type or a model, by mistake
            wanted, field = field, "id"
            if not hasattr(wanted, "_default_manager"):
                only_type, wanted = wanted, None
        if node_id and only_type is None:
            _refuse_unknown_type(module, info, node_id, field)
        node = original(cls, info, node_id, field=field, only_type=only_type, qs=qs)
        if node is not None and only_type is None:
            _refuse_other_model(module, field, node, wanted or _model_for(cls, field))
        return node

    replace(module.BaseMutation, "get_node_or_error", classmethod(get_node_or_error))


def _refuse_unknown_type(module: ModuleType, info: Any, node_id: str, field: str) -> None:
    """Saleor falls over an id that names no type of the schema."""
    try:
        name, _ = graphene.Node.from_global_id(node_id)
    except ValueError:  # neither base64 nor text
        name = ""
    if not hasattr(info.schema.get_type(name) if name else None, "graphene_type"):
        refusal = module.ValidationError(
            "编号无效。 This is not an id of the shop.", code="graphql_error"
        )
        raise module.ValidationError({field: refusal})


def _model_for(mutation: Any, field: str) -> Any:
    """Return the model of an input's objects, None where the mutation writes no such field."""
    model = getattr(mutation._meta, "model", None)
    if model is None or field == "id":
        return model
    columns = {each.name: each for each in model._meta.get_fields()}
    return getattr(columns.get(field), "related_model", None)


def _refuse_other_model(module: ModuleType, field: str, node: Any, wanted: Any) -> None:
    if wanted is not None and not isinstance(node, wanted):
        refusal = module.ValidationError(
            f"这里需要 {wanted.__name__} 的编号。 An id of {wanted.__name__} is needed.",
            code="graphql_error",
        )
        raise module.ValidationError({field: refusal})
