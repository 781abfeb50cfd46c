"""Where WeChat pushes messages, and asks whose domain this is: no login, no CSRF."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from plugins.wechat.push_proof import PushProof, PushQuery, PushRefused
from plugins.wechat.services.push_receive import push_receive

# A real one has about a kilobyte.
MAX_BODY_BYTES = 64 * 1024
DONE = "success"


@csrf_exempt
@require_http_methods(["GET", "POST"])
def push(request: HttpRequest) -> HttpResponse:
    """Answer `success` once the push is in the database.

    Anything else makes WeChat send it again, three times. A GET is WeChat asking
    whether this address is ours: it wants its `echostr` back.
    """
    proof, query, now = _proof(), _query(request), timezone.now()
    try:
        if request.method == "GET":
            proof.check_query(query, now=int(now.timestamp()))
            return _text(request.GET.get("echostr", ""))
        if len(request.body) > MAX_BODY_BYTES:
            return _text("body too large", status=413)
        push_receive(query=query, body=request.body, proof=proof, now=now)
    except PushRefused:
        return _text("refused", status=401)
    return _text(DONE)


@require_safe
def domain_proof(_request: HttpRequest, code: str) -> HttpResponse:
    """Answer what WeChat's console wants to read before it allows this domain to an app."""
    if code not in settings.WECHAT_DOMAIN_PROOFS:
        raise Http404
    return _text(code)


def _proof() -> PushProof:
    """Return the secrets; a shop without them has no such address."""
    if not (settings.WECHAT_PUSH_TOKEN and settings.WECHAT_PUSH_AES_KEY):
        raise Http404
    try:
        return PushProof(
            token=settings.WECHAT_PUSH_TOKEN,
            aes_key=settings.WECHAT_PUSH_AES_KEY,
            appid=settings.WECHAT_APPID,
        )
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error


def _query(request: HttpRequest) -> PushQuery:
    names = ("signature", "timestamp", "nonce", "msg_signature")
    return PushQuery(**{name: request.GET.get(name, "") for name in names})


def _text(text: str, *, status: int = 200) -> HttpResponse:
    """Answer in plain text, which no browser may take for a page."""
    answer = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
