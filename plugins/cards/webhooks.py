"""Where Stripe reports events: no login, no CSRF, the signature is the proof."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from plugins.cards.errors import AnswerUnreadable, EventRefused
from plugins.cards.gateway import is_on
from plugins.cards.services.webhook_receive import webhook_receive

# A PaymentIntent with its charge has less than ten kilobytes.
MAX_BODY_BYTES = 256 * 1024


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Answer 200 once the event is in the database.

    Anything else makes Stripe send it again, for three days.
    """
    if not is_on():
        raise Http404
    if len(request.body) > MAX_BODY_BYTES:
        return HttpResponse(status=413)
    try:
        webhook_receive(
            body=request.body,
            signature=request.headers.get("Stripe-Signature", ""),
            secret=settings.STRIPE_WEBHOOK_SECRET,
            now=timezone.now(),
        )
    except (EventRefused, AnswerUnreadable):
        return HttpResponse(status=400)
    return HttpResponse(status=200)
