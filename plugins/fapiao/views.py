"""A fapiao's file over plain HTTP, to whoever was given its signed address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from plugins.fapiao.file_links import request_id_in
from plugins.fapiao.file_store import file_answer
from plugins.fapiao.models import FapiaoRequest
from plugins.kernel.errors import NotFound


@require_GET
def file(request: HttpRequest, signed: str) -> HttpResponseBase:
    try:
        found = FapiaoRequest.objects.exclude(file="").filter(pk=request_id_in(signed)).first()
    except NotFound as error:
        raise Http404(error.code) from error
    if found is None:
        raise Http404(signed)
    return file_answer(found.file, number=found.number)
