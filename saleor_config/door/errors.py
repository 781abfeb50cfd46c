"""What a client is told when something is refused or fails."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from graphql.error import GraphQLError
from graphql_jwt.exceptions import JSONWebTokenError
from graphql_jwt.exceptions import PermissionDenied as TokenPermissionDenied

from plugins.kernel.errors import (
    DomainError,
    InvalidInput,
    LoginRequired,
    NotAllowed,
    NotFound,
    TokenRefused,
)
from saleor_config.door.mistakes import EngineRefused, fell_over, mistake_of

logger = logging.getLogger("shop.door")

PERMISSION_ERRORS = (PermissionDenied, TokenPermissionDenied)


class DocumentUnknown(NotFound):
    code = "DOCUMENT_UNKNOWN"
    zh = "没有登记该请求({document})。"
    en = "No document is registered under {document}."
    remedy_zh = "请更新小程序后重试。"
    remedy_en = "Update the app, or send the id of a registered document."


class BodyUnreadable(InvalidInput):
    code = "BODY_UNREADABLE"
    zh = "请求内容无法读取:{cause_zh}。"
    en = "The request cannot be read: {cause_en}."
    remedy_zh = "请以 application/json 发送一个对象。"
    remedy_en = "Send one object as application/json."


class VariablesUnreadable(InvalidInput):
    code = "VARIABLES_UNREADABLE"
    zh = "变量的类型或大小不符。"
    en = "A variable has the wrong type or size."
    remedy_zh = "请对照接口定义修改。"
    remedy_en = "Compare it with the schema."


class StaffOnly(NotAllowed):
    code = "STAFF_ONLY"
    zh = "此接口仅供工作人员与应用使用。"
    en = "This endpoint is for staff and apps."
    remedy_zh = "请使用工作人员账号的令牌。"
    remedy_en = "Send the token of a staff account or an app."


def told(error: DomainError) -> dict[str, Any]:
    """Return the GraphQL error for a refusal."""
    return {
        "message": error.message_zh,
        "extensions": {"code": error.code, "messageEn": error.message_en, "field": error.field},
    }


def format_error(error: Exception, *, is_any_document: bool = False) -> dict[str, Any]:
    """Return what the client may know of an execution error.

    Refusals and mistakes in the request are said; anything else is a fault of
    ours: it is logged with an id, and the client gets the id only.

    Args:
        is_any_document: the caller wrote the document, so what the engine falls over is
            the caller's. Registered documents are ours, and so are their faults.
    """
    cause = _cause(error)
    refusal = mistake_of(cause)
    if refusal is not None:
        answer = _of_library(refusal, cause, _new_id())
    elif isinstance(cause, DomainError):
        answer = told(cause)
    elif isinstance(cause, PERMISSION_ERRORS):
        answer = told(NotAllowed())
    elif isinstance(cause, JSONWebTokenError):
        answer = told(TokenRefused())
    elif isinstance(cause, GraphQLError):
        answer = {"message": cause.message, "extensions": {"code": "REQUEST_INVALID"}}
    elif isinstance(cause, ValidationError):
        answer = {"message": "; ".join(cause.messages), "extensions": {"code": "INVALID_INPUT"}}
    elif is_any_document and fell_over(cause):
        error_id = _new_id()
        answer = _of_library(EngineRefused(id=error_id), cause, error_id)
    else:
        answer = fault_of_ours(cause)
    path = getattr(error, "path", None)
    return {**answer, "path": path} if path else answer


def _of_library(refusal: DomainError, error: Exception, error_id: str) -> dict[str, Any]:
    """Tell a library's error as the caller's mistake.

    It may be a fault of ours all the same: whoever is told the id finds it in the log.
    """
    logger.warning("error %s told as %s", error_id, refusal.code, exc_info=error)
    answer = told(refusal)
    return {**answer, "extensions": {**answer["extensions"], "id": error_id}}


def _cause(error: Exception) -> Exception:
    while isinstance(error, GraphQLError) and getattr(error, "original_error", None) is not None:
        error = error.original_error
    return error


def _new_id() -> str:
    return uuid.uuid4().hex[:12]


def fault_of_ours(error: Exception) -> dict[str, Any]:
    """Log a fault, and return what the client is told: its id in the log."""
    error_id = _new_id()
    logger.error("error %s", error_id, exc_info=error)
    return {
        "message": f"系统繁忙,请稍后再试(编号 {error_id})。",
        "extensions": {
            "code": "INTERNAL",
            "id": error_id,
            "messageEn": f"Something failed on our side (id {error_id}). Try again later.",
        },
    }


__all__ = [
    "BodyUnreadable",
    "DocumentUnknown",
    "LoginRequired",
    "StaffOnly",
    "TokenRefused",
    "VariablesUnreadable",
    "fault_of_ours",
    "format_error",
    "told",
]
