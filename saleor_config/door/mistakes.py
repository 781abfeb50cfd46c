"""Values that no resolver can use: the caller's mistake, though a library calls it a fault."""

from __future__ import annotations

import re
from decimal import InvalidOperation
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError
from graphql.language import ast
from graphql.language.visitor import Visitor, visit

from plugins.kernel.errors import DomainError, InvalidInput, NotFound

#: What Django says of a key like `x`: an id whose number is none.
NO_NUMBER = re.compile(r"Field '\w+' expected a number but got ")
#: What graphene asserts about arguments: an id's type, a page's size.
ASSERTED = ("Must receive a ", "You must provide a `first`", "Requesting ", "Invalid ID")


class TextUnreadable(InvalidInput):
    code = "TEXT_UNREADABLE"
    zh = "文字中含有零字节或残缺的字符。"
    en = "A text holds zero bytes or half a character."
    remedy_zh = "请去掉它们后重试。"
    remedy_en = "Remove them and send it again."


class ArgumentInvalid(InvalidInput):
    code = "ARGUMENT_INVALID"
    zh = "编号的种类不符，或没有给出每页数量。"
    en = "An id is of another kind, or the size of the page is missing."
    remedy_zh = "请对照接口定义修改。"
    remedy_en = "Compare it with the schema."


class ValueOutOfRange(InvalidInput):
    code = "VALUE_OUT_OF_RANGE"
    zh = "有一个值超出可保存的范围。"
    en = "A value is beyond what can be kept."
    remedy_zh = "请改用较小的值。"
    remedy_en = "Send a smaller one."


def mistake_of(error: Exception) -> DomainError | None:
    """Return the refusal for an error that only the caller's values can cause."""
    if isinstance(error, AssertionError) and str(error).startswith(ASSERTED):
        return ArgumentInvalid()
    if isinstance(error, ValueError) and NO_NUMBER.match(str(error)):
        return ArgumentInvalid()
    if isinstance(error, ObjectDoesNotExist):
        return NotFound()
    if isinstance(error, (DataError, OverflowError, InvalidOperation)):
        return ValueOutOfRange()
    return None


def refuse_unreadable(value: Any) -> None:
    """Refuse text that PostgreSQL and UTF-8 cannot hold, wherever it stands in the variables.

    Raises:
        TextUnreadable
    """
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str) and not _is_readable(each):
            raise TextUnreadable()


def refuse_unreadable_literals(document: ast.Document) -> None:
    """Refuse the same in the document's own texts.

    Raises:
        TextUnreadable
    """
    visit(document, _Literals())


class _Literals(Visitor):
    def enter_StringValue(self, node: ast.StringValue, *_: Any) -> None:
        refuse_unreadable(node.value)


def _is_readable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= each <= "\udfff" for each in text)
