import graphene
from django.conf import settings
from django.utils import timezone

from plugins.cards.errors import unavailable_instead
from plugins.cards.gateway import gateway
from plugins.cards.services.card_payment_start import card_payment_start
from plugins.kernel.graphql import CUSTOMER, DomainMutation


class CardPaymentStart(DomainMutation):
    client_secret = graphene.String(description="What Stripe.js confirms the payment with.")
    publishable_key = graphene.String(description="The key Stripe.js is loaded with.")

    class Arguments:
        order_number = graphene.String(required=True, description="Number of the order.")

    class Meta:
        audience = CUSTOMER
        description = "Opens the caller's unpaid order for payment by card; safe to repeat."

    @classmethod
    def execute(cls, root, info, order_number):
        with unavailable_instead():
            intent = card_payment_start(
                number=order_number,
                buyer=info.context.user,
                gateway=gateway(),
                now=timezone.now(),
            )
        return cls(
            client_secret=intent.client_secret, publishable_key=settings.STRIPE_PUBLISHABLE_KEY
        )
