"""Database, cache, broker, mail and files: servers in production, files on a laptop."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

import dj_database_url
import dj_email_url
from kombu import Exchange, Queue

from brand_theme.mini_shop.place import newest_h5

from ..capabilities import SWEEPS, beat_schedule
from ..home import REPOSITORY
from .environment import env, home

DATABASE_IS_EMBEDDED = not env.DATABASE_URL
DATABASES: dict[str, dict[str, Any]]
if DATABASE_IS_EMBEDDED:
    from ..embedded_postgres import django_database

    DATABASES = {"default": django_database(home.root)}
else:
    DATABASES = {"default": dict(dj_database_url.parse(env.DATABASE_URL))}
DATABASES["default"]["CONN_MAX_AGE"] = env.DATABASE_MAX_AGE
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

if env.REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": env.REDIS_URL,
        }
    }
    CELERY_BROKER_URL = env.REDIS_URL
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(home.cache),
        }
    }
    CELERY_BROKER_URL = "filesystem://localhost//"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(home.broker),
        "data_folder_out": str(home.broker),
        "control_folder": str(home.broker / "control"),
        # Looking once a second, as it would, a worker takes two tasks a second.
        "polling_interval": 0.1,
        "store_processed": False,
    }

CELERY_TASK_QUEUES = [Queue(name, Exchange(name), routing_key=name) for name in ("celery", SWEEPS)]
# Its own handlers would write lines that nobody scrubs.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_ALWAYS_EAGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BEAT_SCHEDULE = beat_schedule()
CELERY_BEAT_SCHEDULE_FILENAME = str(home.run / "beat-schedule")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

if env.EMAIL_URL:
    _mail = dj_email_url.parse(env.EMAIL_URL)
    DELIVERY_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST = _mail["EMAIL_HOST"]
    EMAIL_PORT = _mail["EMAIL_PORT"]
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
    EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
else:
    DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(home.logs / "mails")
EMAIL_BACKEND = "saleor_config.mail.DeliverableBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.DEFAULT_FROM_EMAIL

MEDIA_ROOT = str(home.media)
MEDIA_URL = env.MEDIA_URL
STATIC_ROOT = str(home.static)
STATIC_URL = "/static/"


def _saleor_images() -> Path:
    """Saleor's placeholder pictures, found without importing Saleor."""
    spec = importlib.util.find_spec("saleor")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("saleor is not installed: run `make setup`")
    return Path(spec.submodule_search_locations[0]) / "static" / "images"


STATICFILES_DIRS: list[Any] = [("images", str(_saleor_images()))]
if (REPOSITORY / "brand_theme" / "static").is_dir():
    STATICFILES_DIRS.append(str(REPOSITORY / "brand_theme" / "static"))
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "brand_theme.window.finders.BrandFinder",
]
WHITENOISE_USE_FINDERS = not env.is_production
WHITENOISE_AUTOREFRESH = False
# What `python -m brand_theme.mini_shop.build` made; the window answers where it is missing.
MINI_SHOP_BUILD = newest_h5()
# `(request, name) -> data` of a registered document, for what is written into its page.
MINI_SHOP_ANSWERS = "saleor_config.door.served.served"
if MINI_SHOP_BUILD is not None:
    WHITENOISE_ROOT = str(MINI_SHOP_BUILD / "files")
    STATICFILES_DIRS.append(str(MINI_SHOP_BUILD / "files" / "static"))  # icons of the tab bar
# Their names change with their content: a browser never needs to ask again.
WHITENOISE_IMMUTABLE_FILE_TEST = (
    r"^/assets/[\w-]+([.\w-]+)?[.-][\w-]{8}\.\w+$"
    r"|^/static/brand/fonts/slices/[\w-]+-[0-9a-f]{8}\.woff2$"
)

# Uploaded files: readable by the web server's group, never executable.
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

os.environ.setdefault("PGCONNECT_TIMEOUT", "5")
