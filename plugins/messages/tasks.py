from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone


@shared_task(name="messages.remind_to_pay", ignore_result=True)
def remind_to_pay_task() -> None:
    from plugins.messages.services.pay_reminders import pay_reminders_owe

    ahead = timedelta(minutes=settings.PAY_REMINDER_MINUTES)
    pay_reminders_owe(now=timezone.now(), ahead=ahead)
