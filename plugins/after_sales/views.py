"""Evidence pictures over plain HTTP: sent with a login, seen with a signed address."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from plugins.accounts.public import identify_user
from plugins.after_sales import picture_store
from plugins.after_sales.errors import PictureNotFound
from plugins.after_sales.models import EvidencePicture
from plugins.after_sales.picture_links import LASTS_SECONDS, link_to, name_in
from plugins.after_sales.services.picture_keep import picture_keep
from plugins.kernel.errors import Conflict, DomainError, LoginRequired, NotAllowed, NotFound
from plugins.kernel.pictures import PictureInvalid, refuse_large_file

#: What multipart adds around the file.
ENVELOPE = 64 * 1024


# CSRF does not apply: identity comes from a header that browsers never add by themselves.
@csrf_exempt
@require_POST
def upload(request: HttpRequest) -> HttpResponseBase:
    """Keep the file `picture`; answer the id to name in a request."""
    try:
        user = identify_user(request)
        if not user.is_authenticated:
            raise LoginRequired()
        picture = _kept(request, user)
    except DomainError as error:
        return _refused(error)
    return JsonResponse({"id": picture.name, "url": link_to(picture.name)}, status=201)


def _kept(request: HttpRequest, user: object) -> EvidencePicture:
    refuse_large_file(int(request.META.get("CONTENT_LENGTH") or 0) - ENVELOPE)
    file = request.FILES.get("picture")
    if file is None:
        raise PictureInvalid(
            field="picture", cause_zh="没有收到文件", cause_en="no file came with the request"
        )
    refuse_large_file(file.size)
    return picture_keep(buyer=user, file=file, now=timezone.now())


@require_GET
def picture(request: HttpRequest, signed: str) -> HttpResponseBase:
    """Show one picture to whoever was given its address."""
    try:
        path = picture_store.path_of(name_in(signed))
        if not path.is_file():
            raise PictureNotFound()
    except DomainError as error:
        return _refused(error)
    response = FileResponse(path.open("rb"), content_type="image/webp")
    response["Cache-Control"] = f"private, max-age={LASTS_SECONDS}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _refused(error: DomainError) -> JsonResponse:
    told = {
        "message": error.message_zh,
        "extensions": {"code": error.code, "messageEn": error.message_en, "field": error.field},
    }
    return JsonResponse({"errors": [told]}, status=_status_of(error))


def _status_of(error: DomainError) -> int:
    if isinstance(error, NotAllowed):
        return 401
    if isinstance(error, Conflict):
        return 429
    return 404 if isinstance(error, NotFound) else 400
