from celery import shared_task
from django.utils import timezone


@shared_task(name="pickups.watch", ignore_result=True)
def watch_task() -> None:
    from plugins.pickups.services.pickups_watch import pickups_watch

    pickups_watch(now=timezone.now())
