"""The clock of the shop: a Celery application that knows when, not what.

Beat sends tasks by name and runs none, so it needs neither models nor Saleor's
schema: without them it takes half the memory of a worker and starts in a second.
`celery --app saleor_config.beat beat`; workers use `saleor_config.celery`.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saleor_config.settings")

from celery import Celery  # noqa: E402

# Celery's Django fix-up would load every app; settings are all that is read here.
app = Celery("saleor", fixups=[])
app.config_from_object("django.conf:settings", namespace="CELERY")

__all__ = ["app"]
