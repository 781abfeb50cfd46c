"""`manage.py demo_week`: orders of the last seven days, in a demonstration that has none."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plugins.kernel.errors import DomainError
from saleor_config.celery import app
from saleor_config.demo_week.run import DemoOnly, demo_week_make
from saleor_config.demo_week.wechat import simulator


class Command(BaseCommand):
    help = (
        "在还没有订单的演示店里,生成最近七天的订单 · Makes the orders of the last seven days in a"
        " demonstration that has none. Refused in production and with real WeChat keys."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        logging.disable(logging.INFO)  # mails and tasks of fifty orders
        # What is owed is done here and now; no worker runs yet, and the clock is moved.
        app.conf.task_always_eager = True
        began = time.monotonic()
        try:
            if settings.SHOP_ENV == "production" or not settings.WECHAT_SIMULATED:
                raise DemoOnly()
            with simulator() as wechat:
                made = demo_week_make(wechat, now=timezone.now())
        except DomainError as error:
            raise CommandError(str(error)) from error
        seconds = time.monotonic() - began
        self.stdout.write(f"演示订单 {made} 笔 · {made} demonstration orders, {seconds:.0f} s")
