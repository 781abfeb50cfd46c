"""Evidence pictures over plain HTTP; see `plugins.kernel.picture_http`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from plugins.accounts.public import identify_user
from plugins.after_sales import picture_store
from plugins.after_sales.picture_links import LINKS
from plugins.after_sales.services.picture_keep import picture_keep
from plugins.kernel.picture_http import signed_picture, upload_answer


# CSRF does not apply: identity comes from a header that browsers never add by themselves.
@csrf_exempt
@require_POST
def upload(request: HttpRequest) -> HttpResponseBase:
    """Keep the file `picture`; answer the id to name in a request."""
    return upload_answer(request, identify=identify_user, keep=_keep, links=LINKS)


def _keep(user: Any, file: Any) -> str:
    return picture_keep(buyer=user, file=file, now=timezone.now()).name


@require_GET
def picture(request: HttpRequest, signed: str) -> HttpResponseBase:
    """Show one picture to whoever was given its address."""
    return signed_picture(signed, links=LINKS, path_of=picture_store.path_of)
