from datetime import date

from celery import shared_task
from django.utils import timezone


@shared_task(name="reconciliation.sweep_days", ignore_result=True)
def sweep_days_task() -> None:
    from plugins.reconciliation.services.days_sweep import days_sweep

    days_sweep(now=timezone.now())


@shared_task(name="reconciliation.day_rerun", ignore_result=True)
def day_rerun_task(day: str, actor: str) -> None:
    from plugins.reconciliation.services.day_rerun import day_rerun

    day_rerun(day=date.fromisoformat(day), actor=actor, now=timezone.now())
