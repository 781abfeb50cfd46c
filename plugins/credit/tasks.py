from celery import shared_task
from django.utils import timezone


@shared_task(name="credit.publish", ignore_result=True)
def credit_publish_task() -> None:
    from plugins.credit.services.scores_publish import scores_publish_due

    scores_publish_due(now=timezone.now())
