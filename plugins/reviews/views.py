"""Pictures of reviews over plain HTTP; see `plugins.kernel.picture_http`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from plugins.accounts.public import identify_user
from plugins.kernel.errors import DomainError
from plugins.kernel.picture_http import (
    picture_answer,
    refused_answer,
    signed_picture,
    upload_answer,
)
from plugins.kernel.pictures import PictureNotFound
from plugins.reviews.models import PostPicture
from plugins.reviews.picture_store import LINKS, picture_folder
from plugins.reviews.services.picture_keep import picture_keep
from plugins.reviews.states import PostState

#: What is hidden is gone from every cache within this time.
CACHING = "public, max-age=60"


# CSRF does not apply: identity comes from a header that browsers never add by themselves.
@csrf_exempt
@require_POST
def upload(request: HttpRequest) -> HttpResponseBase:
    """Keep the file `picture`; answer the id to name in a review."""
    return upload_answer(request, identify=identify_user, keep=_keep, links=LINKS)


def _keep(user: Any, file: Any) -> str:
    return picture_keep(buyer=user, file=file, now=timezone.now()).name


@require_GET
def signed(request: HttpRequest, signed: str) -> HttpResponseBase:
    """Show one picture to whoever was given its address: writer, maker or staff."""
    return signed_picture(signed, links=LINKS, path_of=picture_folder().path_of)


@require_GET
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Show everybody a picture while its post is shown."""
    try:
        if not PostPicture.objects.filter(name=name, post__state=PostState.SHOWN.value).exists():
            raise PictureNotFound()
        response: HttpResponseBase = picture_answer(picture_folder().path_of(name), caching=CACHING)
    except DomainError as error:
        return refused_answer(error)
    return response
