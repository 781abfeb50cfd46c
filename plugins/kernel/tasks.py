from celery import shared_task
from django.utils import timezone


@shared_task(name="kernel.outbox_deliver", ignore_result=True)
def outbox_deliver_task() -> None:
    from plugins.kernel import outbox

    outbox.deliver_due(now=timezone.now())


@shared_task(name="kernel.outbox_deliver_one", ignore_result=True)
def outbox_deliver_one_task(message_id: int) -> None:
    from plugins.kernel import outbox

    outbox.deliver(message_id=message_id, now=timezone.now())


@shared_task(name="kernel.audit_seal", ignore_result=True)
def audit_seal_task() -> None:
    from plugins.kernel import audit_chain

    audit_chain.seal()
