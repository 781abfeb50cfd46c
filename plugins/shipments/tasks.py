from celery import shared_task
from django.utils import timezone


@shared_task(name="shipments.check_settlements", ignore_result=True)
def check_settlements_task() -> None:
    from plugins.shipments.gateway import gateway
    from plugins.shipments.models import Shipment
    from plugins.shipments.services.settlements_check import settlements_check

    now = timezone.now()
    if Shipment.objects.due_for_check(now=now).exists():
        settlements_check(gateway=gateway(), now=now)
