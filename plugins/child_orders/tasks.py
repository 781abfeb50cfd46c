from celery import shared_task
from django.utils import timezone


@shared_task(name="child_orders.remind", ignore_result=True)
def remind_task() -> None:
    from plugins.child_orders.services.child_orders_remind import child_orders_remind

    child_orders_remind(now=timezone.now())


@shared_task(name="child_orders.make_missing", ignore_result=True)
def make_missing_task() -> None:
    from plugins.child_orders.services.child_orders_make import child_orders_make_missing

    child_orders_make_missing(now=timezone.now())
