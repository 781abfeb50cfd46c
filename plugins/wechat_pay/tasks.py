from celery import shared_task
from django.utils import timezone


@shared_task(name="wechat_pay.sync_open", ignore_result=True)
def sync_open_task() -> None:
    from plugins.wechat_pay.gateway import gateway
    from plugins.wechat_pay.models import WechatPayment
    from plugins.wechat_pay.services.payments_sync_open import payments_sync_open

    now = timezone.now()
    if WechatPayment.objects.due_for_check(now=now).exists():
        payments_sync_open(gateway=gateway(), now=now)


@shared_task(name="wechat_pay.refunds", ignore_result=True)
def refunds_task() -> None:
    from plugins.wechat_pay.gateway import gateway
    from plugins.wechat_pay.models import WechatRefund
    from plugins.wechat_pay.services.refunds_sync_open import (
        refunds_request_owed,
        refunds_sync_open,
    )

    now = timezone.now()
    refunds_request_owed(now=now)
    if WechatRefund.objects.due_for_check(now=now).exists():
        refunds_sync_open(gateway=gateway(), now=now)
