from celery import shared_task
from django.utils import timezone


@shared_task(name="after_sales.sweep", ignore_result=True)
def sweep_task() -> None:
    from plugins.after_sales.services.cases_sweep import cases_sweep

    cases_sweep(now=timezone.now())


@shared_task(name="after_sales.forget_pictures", ignore_result=True)
def forget_pictures_task() -> None:
    from plugins.after_sales.services.picture_keep import pictures_forget_unused

    pictures_forget_unused(now=timezone.now())
