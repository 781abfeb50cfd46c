from celery import shared_task
from django.utils import timezone


@shared_task(name="cards.sync_open", ignore_result=True)
def sync_open_task() -> None:
    from plugins.cards.gateway import gateway
    from plugins.cards.models import CardPayment
    from plugins.cards.services.card_payments_sync_open import card_payments_sync_open

    now = timezone.now()
    if CardPayment.objects.due_for_check(now=now).exists():
        card_payments_sync_open(gateway=gateway(), now=now)


@shared_task(name="cards.settle_refunds", ignore_result=True)
def settle_refunds_task() -> None:
    from plugins.cards.gateway import gateway
    from plugins.cards.models import CardPayment, CardRefund
    from plugins.cards.services.card_refunds_settle import card_refunds_settle

    now = timezone.now()
    owed = CardPayment.objects.to_give_back()
    if owed.exists() or CardRefund.objects.due_for_check(now=now).exists():
        card_refunds_settle(gateway=gateway(), now=now)
