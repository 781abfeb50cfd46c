from celery import shared_task
from django.utils import timezone


@shared_task(name="coupons.end_due", ignore_result=True)
def coupons_end_due_task() -> None:
    from plugins.coupons.services.campaign_run import campaigns_end_due

    campaigns_end_due(now=timezone.now())
