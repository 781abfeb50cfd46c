"""The Celery application: Saleor's own, so that its tasks and ours share it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saleor_config.settings")

import django  # noqa: E402

django.setup()

from saleor.celeryconf import app  # noqa: E402

__all__ = ["app"]
