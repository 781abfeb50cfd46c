from celery import shared_task
from django.utils import timezone


@shared_task(name="settlement.follow", ignore_result=True)
def settlement_follow_task() -> None:
    from plugins.settlement.services.child_settle import children_settle_due

    children_settle_due(now=timezone.now())


@shared_task(name="settlement.periods", ignore_result=True)
def settlement_periods_task() -> None:
    from plugins.settlement.services.period_agree import periods_confirm_silent
    from plugins.settlement.services.periods_close import periods_close_month

    now = timezone.now()
    periods_confirm_silent(now=now)
    periods_close_month(now=now, actor="system:settlement")


@shared_task(name="settlement.sharing", ignore_result=True)
def settlement_sharing_task() -> None:
    from plugins.settlement.services.sharing_sweep import sharing_sweep

    sharing_sweep(now=timezone.now())


@shared_task(name="settlement.share_bills", ignore_result=True)
def settlement_share_bills_task() -> None:
    from plugins.settlement.services.sharing_sweep import share_bills_sweep

    share_bills_sweep(now=timezone.now())
