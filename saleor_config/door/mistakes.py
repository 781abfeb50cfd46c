"""Values that no resolver can use: the caller's mistake, though a library calls it a fault.

Some are known by their class or words, wherever they come from. For whatever else the
engine falls over there is one rule: the fault happened in the engine's own code, and is of
a kind that values cause. Faults in code of ours are never taken for a caller's mistake by it.
"""

from __future__ import annotations

import re
import traceback
from decimal import InvalidOperation
from pathlib import Path
from typing import Any

import saleor
from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError
from graphql.language import ast
from graphql.language.visitor import Visitor, visit

from plugins.kernel.errors import DomainError, InvalidInput, NotFound
from plugins.kernel.numbers import MOST_DIGITS
from plugins.kernel.readable import refuse_unreadable
from saleor_config.home import REPOSITORY

#: What Django says of a key like `x`: an id whose number is none.
#: And of an object of another model: an id of another kind, where Saleor asks for none.
NO_ID = re.compile(
    r"Field '\w+' expected a number but got |Cannot assign \".*\": .* must be an? \"\w+\" instance",
    re.DOTALL,
)
#: Saleor's schema lets be left out what its mutation needs.
LEFT_OUT = re.compile(r"perform_mutation\(\) missing \d+ required ")
#: What graphene asserts about arguments: an id's type, a page's size.
ASSERTED = ("Must receive a ", "You must provide a `first`", "Requesting ", "Invalid ID")
#: What Python and the database say of values that do not fit.
UNFIT = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    IntegrityError,
    LookupError,
    TypeError,
    ValueError,
)
ENGINE = f"{Path(saleor.__file__).parent}/"
OURS = tuple(
    f"{REPOSITORY / name}/" for name in ("brand_theme", "catalog_seed", "plugins", "saleor_config")
)


class ArgumentInvalid(InvalidInput):
    code = "ARGUMENT_INVALID"
    zh = "编号的种类不符，或缺少必需的参数。"
    en = "An id is of another kind, or an argument that is needed is missing."
    remedy_zh = "请对照接口定义修改。"
    remedy_en = "Compare it with the schema."


class ValueOutOfRange(InvalidInput):
    code = "VALUE_OUT_OF_RANGE"
    zh = "有一个值超出可保存的范围。"
    en = "A value is beyond what can be kept."
    remedy_zh = "请改用较小的值。"
    remedy_en = "Send a smaller one."


class EngineRefused(InvalidInput):
    code = "ENGINE_REFUSED"
    zh = "引擎无法处理这样的参数（编号 {id}）。"
    en = "The engine could not work with these arguments (id {id})."
    remedy_zh = "请对照接口定义修改；若参数无误，请把编号告诉运营方。"
    remedy_en = "Compare them with the schema; if they are right, tell the operator the id."


def fell_over(error: Exception) -> bool:
    """Whether the engine's own code fell over what it was given.

    Of the engine's frames and ours the innermost decides: our services are called by the
    engine, and our wrappers call it.
    """
    if not isinstance(error, UNFIT):
        return False
    frames = traceback.extract_tb(error.__traceback__)
    app = [each.filename for each in frames if each.filename.startswith((ENGINE, *OURS))]
    return bool(app) and app[-1].startswith(ENGINE)


def mistake_of(error: Exception) -> DomainError | None:
    """Return the refusal for an error that only the caller's values can cause."""
    if isinstance(error, AssertionError) and str(error).startswith(ASSERTED):
        return ArgumentInvalid()
    if isinstance(error, ValueError) and (NO_ID.match(str(error)) or _is_of_an_id(error)):
        return ArgumentInvalid()
    if isinstance(error, TypeError) and LEFT_OUT.search(str(error)):
        return ArgumentInvalid()
    if isinstance(error, ObjectDoesNotExist):
        return NotFound()
    if isinstance(error, (DataError, OverflowError, InvalidOperation)):
        return ValueOutOfRange()
    return None


def _is_of_an_id(error: Exception) -> bool:
    """Whether it was raised while an id was taken apart."""
    frames = traceback.extract_tb(error.__traceback__)
    return any("/graphql_relay/" in frame.filename for frame in frames[-3:])


def refuse_unreadable_literals(document: ast.Document) -> None:
    """Refuse the same in the document's own texts and numbers.

    Raises:
        TextUnreadable, ValueOutOfRange
    """
    visit(document, _Literals())


class _Literals(Visitor):
    def enter_StringValue(self, node: ast.StringValue, *_: Any) -> None:
        refuse_unreadable(node.value)

    def enter_IntValue(self, node: ast.IntValue, *_: Any) -> None:
        if len(node.value.lstrip("-")) > MOST_DIGITS:  # Python reads no five thousand digits
            raise ValueOutOfRange()
