from celery import shared_task
from django.utils import timezone


@shared_task(name="accounts.expired_sweep", ignore_result=True)
def expired_sweep_task() -> None:
    from plugins.accounts.services.tidy import expired_forget

    expired_forget(now=timezone.now())
