"""Where WeChat reports payments: no login, no CSRF, the signature is the proof."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from plugins.wechat_pay.errors import NotConfigured, NotificationRefused
from plugins.wechat_pay.gateway import cipher, verifier
from plugins.wechat_pay.services.notification_receive import notification_receive
from plugins.wechat_pay.states import EventOutcome

# A real one has about two kilobytes.
MAX_BODY_BYTES = 64 * 1024


@csrf_exempt
@require_POST
def notify(request: HttpRequest) -> HttpResponse:
    """Answer 204 once the event is applied or known; the status alone counts.

    Anything else makes WeChat send it again, for a day: 401 for what is not
    provably WeChat's, 422 for a genuine one that contradicts our books, which is
    kept and needs a person. A shop without WeChat Pay has no such address.
    """
    if len(request.body) > MAX_BODY_BYTES:
        return _fail(413, "body too large")
    try:
        outcome = notification_receive(
            headers=request.headers,
            body=request.body,
            verifier=verifier(),
            cipher=cipher(),
            now=timezone.now(),
        )
    except NotConfigured as error:
        raise Http404 from error
    except NotificationRefused:
        return _fail(401, "signature refused")
    if outcome is EventOutcome.REFUSED:
        return _fail(422, "merchant, app, payment or amount differs")
    return HttpResponse(status=204)


def _fail(status: int, message: str) -> JsonResponse:
    return JsonResponse({"code": "FAIL", "message": message}, status=status)
