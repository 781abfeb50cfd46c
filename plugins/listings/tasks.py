from celery import shared_task
from django.utils import timezone


@shared_task(name="listings.forget_pictures", ignore_result=True)
def forget_pictures_task() -> None:
    from plugins.listings.services.picture_keep import pictures_forget_unused

    pictures_forget_unused(now=timezone.now())
