"""The two GraphQL endpoints."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLError, parse, validate
from graphql.execution import execute
from graphql.execution.values import get_variable_values
from graphql.utils.get_operation_ast import get_operation_ast
from saleor.graphql.views import GraphQLView

from plugins.kernel.errors import DomainError, LoginRequired, NotAllowed, NotFound
from plugins.kernel.graphql import CUSTOMER
from plugins.kernel.readable import refuse_unreadable
from plugins.kernel.throttle import TooOften
from saleor_config.door.errors import (
    BodyUnreadable,
    DocumentUnknown,
    StaffOnly,
    TokenRefused,
    VariablesUnreadable,
    fault_of_ours,
    format_error,
    told,
)
from saleor_config.door.identity import identify_app, identify_user, is_staff_login
from saleor_config.door.limits import PUBLIC_LIMITS, refuse_oversized
from saleor_config.door.mistakes import refuse_unreadable_literals
from saleor_config.door.rates import refuse_haste
from saleor_config.door.registry import RegisteredDocument
from saleor_config.door.uploads import LARGEST_UPLOAD, draw_uploads_anew

logger = logging.getLogger("shop.door")

LARGEST_BODY = 100_000  # bytes; no registered document needs more


@method_decorator(csrf_exempt, name="dispatch")
class Door(View):
    """What both endpoints share: one object in, masked errors out.

    CSRF does not apply: identity comes from a header that browsers never add
    by themselves.
    """

    http_method_names = ["post", "options"]
    schema: Any = None
    #: Whether callers write their documents themselves.
    takes_any_document = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        if settings.ALLOWED_GRAPHQL_ORIGINS:
            response["Access-Control-Allow-Origin"] = settings.ALLOWED_GRAPHQL_ORIGINS
            response["Access-Control-Allow-Methods"] = "POST, OPTIONS"
            response["Access-Control-Allow-Headers"] = "Content-Type, Authorization"
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.answer(request)
        except DomainError as error:
            response = JsonResponse({"errors": [told(error)]}, status=_status_of(error))
            if isinstance(error, TooOften):
                response["Retry-After"] = error.params["retry_after"]
            return response
        except (BadRequest, SuspiciousOperation):  # Django answers 400
            raise
        except Exception as error:  # noqa: BLE001 - logged with an id, which the client is told
            return JsonResponse({"errors": [fault_of_ours(error)]}, status=500)

    def answer(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError

    def run(
        self, request: HttpRequest, ast: Any, variables: Any, operation: str | None
    ) -> JsonResponse:
        """Execute a validated document and return its answer.

        Raises:
            VariablesUnreadable: a scalar cannot read the variable it is sent.
        """
        try:
            self.refuse_misfits(ast, variables, operation)
            result = execute(
                self.schema,
                ast,
                context_value=request,
                variable_values=variables or {},
                operation_name=operation,
            )
        except GraphQLError as error:
            return JsonResponse({"errors": [self.told(error)]}, status=400)
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [self.told(error) for error in result.errors]
        return JsonResponse(answer)

    def refuse_misfits(self, ast: Any, variables: Any, operation: str | None) -> None:
        """Read the variables as `execute` will, which tells what goes wrong from what it runs.

        Raises:
            VariablesUnreadable: some scalars raise whatever they like, even a bare Exception.
            GraphQLError: a variable does not fit its type.
        """
        chosen = get_operation_ast(ast, operation)
        definitions = chosen.variable_definitions if chosen is not None else None
        try:
            get_variable_values(self.schema, definitions or [], variables or {})
        except GraphQLError:
            raise
        except Exception as error:
            logger.info("variables unreadable", exc_info=error)
            raise VariablesUnreadable() from error

    def told(self, error: Exception) -> dict[str, Any]:
        return format_error(error, is_any_document=self.takes_any_document)


class PublicDoor(Door):
    """`/graphql/`: registered documents, named by their SHA-256 id."""

    documents: dict[str, RegisteredDocument] = {}

    def answer(self, request: HttpRequest) -> HttpResponse:
        body = read_json_object(request)
        document_id = document_id_of(body)
        document = self.documents.get(document_id)
        if document is None:
            raise DocumentUnknown(document=document_id[:64] or "?")
        request.user = identify_user(request)
        request.app = None
        if document.audience == CUSTOMER and not request.user.is_authenticated:
            raise LoginRequired()
        refuse_haste(request, document.rate)
        variables = variables_of(body)
        refuse_unreadable(variables)
        refuse_oversized(document.ast, variables, None, PUBLIC_LIMITS)
        return self.run(request, document.ast, variables, None)


class StaffDoor(Door):
    """`/staff/graphql/`: any document, for staff accounts and apps."""

    takes_any_document = True

    def answer(self, request: HttpRequest) -> HttpResponse:
        request.app = identify_app(request)
        request.user = identify_user(request)
        if request.app is None and not is_staff_login(request):
            raise StaffOnly()
        refuse_haste(request, "staff")
        query, variables, operation = read_operation(request)
        refuse_unreadable(variables)
        try:
            ast = parse(query)
            refuse_oversized(ast, variables, operation)
            refuse_unreadable_literals(ast)
        except GraphQLError as error:
            return JsonResponse({"errors": [self.told(error)]}, status=400)
        except RecursionError as error:
            raise BodyUnreadable(cause_zh="嵌套过深", cause_en="it is nested too deeply") from error
        problems = validate(self.schema, ast)
        if problems:
            errors = [self.told(problem) for problem in problems]
            return JsonResponse({"errors": errors}, status=400)
        draw_uploads_anew(request)
        return self.run(request, ast, variables, operation)


def read_json_object(request: HttpRequest) -> dict[str, Any]:
    """Return the request's JSON object.

    Raises:
        BodyUnreadable: too large, not JSON, or not an object (no batches).
    """
    if request.content_type != "application/json":
        raise BodyUnreadable(
            cause_zh="类型不是 application/json", cause_en="it is not application/json"
        )
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        raise BodyUnreadable(cause_zh="内容过大", cause_en="it is too large")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BodyUnreadable(cause_zh="不是有效的 JSON", cause_en="it is not JSON") from error
    if not isinstance(body, dict):
        raise BodyUnreadable(cause_zh="不是单个对象", cause_en="it is not one object")
    return body


def document_id_of(body: dict[str, Any]) -> str:
    """Return the id as we name it, or as Apollo clients do."""
    extensions = body.get("extensions")
    persisted = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    apollo = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    document_id = body.get("id") or apollo
    return document_id if isinstance(document_id, str) else ""


def variables_of(body: dict[str, Any]) -> dict[str, Any]:
    variables = body.get("variables") or {}
    if not isinstance(variables, dict):
        raise BodyUnreadable(cause_zh="variables 不是对象", cause_en="variables is not an object")
    return variables


def read_operation(request: HttpRequest) -> tuple[str, dict[str, Any], str | None]:
    """Return query text, variables and operation name; uploads come as multipart.

    Raises:
        BodyUnreadable: the shape is none that GraphQL clients send.
    """
    if request.content_type != "multipart/form-data":
        body = read_json_object(request)
        query, variables, operation = (
            body.get("query"),
            variables_of(body),
            body.get("operationName"),
        )
    else:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_UPLOAD:
            raise BodyUnreadable(cause_zh="内容过大", cause_en="it is too large")
        try:
            query, variables, operation = GraphQLView.get_graphql_params(
                request, {**request.POST.dict(), **request.FILES.dict()}
            )
        except (
            ValueError,
            TypeError,
            KeyError,
            IndexError,
            AttributeError,
            RecursionError,
            BadRequest,
            MultiPartParserError,
        ) as error:
            raise BodyUnreadable(
                cause_zh="上传的对应关系有误", cause_en="the map of uploads does not fit"
            ) from error
    if not isinstance(query, str) or not query.strip():
        raise BodyUnreadable(cause_zh="缺少 query", cause_en="query is missing")
    if operation is not None and not isinstance(operation, str):
        raise BodyUnreadable(
            cause_zh="operationName 不是文字", cause_en="operationName is not text"
        )
    return query, variables or {}, operation


def _status_of(error: DomainError) -> int:
    if isinstance(error, (TokenRefused, LoginRequired, StaffOnly)):
        return 401
    if isinstance(error, NotAllowed):
        return 403
    if isinstance(error, TooOften):
        return 429
    return 404 if isinstance(error, NotFound) else 400
