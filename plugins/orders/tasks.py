from celery import shared_task
from django.utils import timezone


@shared_task(name="orders.close_overdue", ignore_result=True)
def close_overdue_task() -> None:
    from plugins.orders.services.orders_close_overdue import orders_close_overdue

    orders_close_overdue(now=timezone.now())
