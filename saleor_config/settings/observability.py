"""Logs and error collection."""

from __future__ import annotations

import sentry_sdk

from .environment import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "root": {"level": env.LOG_LEVEL, "handlers": ["console"]},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(process)d] %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django.server": {"level": "WARNING"},
        # The door logs each error once, with its id; the executor would repeat it.
        "graphql.execution.utils": {"level": "CRITICAL", "propagate": False},
        "graphql.execution.executor": {"level": "CRITICAL", "propagate": False},
        "httpx": {"level": "WARNING"},
        "PIL": {"level": "WARNING"},
        # At DEBUG it prints addresses; those of WeChat's login carry the app secret.
        "urllib3": {"level": "INFO"},
    },
}

if env.SENTRY_DSN:
    sentry_sdk.init(dsn=env.SENTRY_DSN, environment=env.SHOP_ENV, send_default_pii=False)
