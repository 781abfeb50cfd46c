from celery import shared_task
from django.utils import timezone


@shared_task(name="reconciliation.sweep_days", ignore_result=True)
def sweep_days_task() -> None:
    from plugins.reconciliation.services.days_sweep import days_sweep

    days_sweep(now=timezone.now())
