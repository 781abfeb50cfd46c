from celery import shared_task
from django.utils import timezone


@shared_task(name="brand.reminders_owe", ignore_result=True)
def reminders_owe_task() -> None:
    from plugins.brand.services.reminders_send import reminders_owe

    reminders_owe(now=timezone.now())
