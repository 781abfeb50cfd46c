"""The WSGI entry point.

Saleor's own warms itself up with a request that Django 5 refuses; ours builds
the schema and the registered documents while the process starts instead.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saleor_config.settings")

shop = get_wsgi_application()

from django.conf import settings  # noqa: E402

import saleor_config.urls  # noqa: E402, F401  (imports schema and documents now)
from saleor_config.hardening.deadlines import Deadline, limit_statements  # noqa: E402

limit_statements()
application = Deadline(shop, seconds=settings.REQUEST_SECONDS)
