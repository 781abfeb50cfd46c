"""Logs and error collection."""

from __future__ import annotations

from typing import Any

import sentry_sdk

from plugins.kernel.scrubbing import scrubbed_event

from .environment import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "root": {"level": env.LOG_LEVEL, "handlers": ["console"]},
    "formatters": {
        "line": {
            "()": "plugins.kernel.scrubbing.ScrubbingFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s [%(process)d] %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        # Its own handler would write lines that nobody scrubs.
        "django.server": {"level": "WARNING", "handlers": [], "propagate": True},
        "django": {"handlers": [], "propagate": True},
        # The door logs each error once, with its id; the executor would repeat it.
        "graphql.execution.utils": {"level": "CRITICAL", "propagate": False},
        "graphql.execution.executor": {"level": "CRITICAL", "propagate": False},
        "httpx": {"level": "WARNING"},
        "PIL": {"level": "WARNING"},
        # At DEBUG it prints addresses; those of WeChat's login carry the app secret.
        "urllib3": {"level": "INFO"},
    },
}


def without_query_strings(crumb: dict[str, Any], _hint: Any) -> dict[str, Any]:
    """Drop query strings of outgoing calls: WeChat's login carries the app secret there."""
    data = crumb.get("data") or {}
    data.pop("http.query", None)
    if isinstance(data.get("url"), str):
        data["url"] = data["url"].partition("?")[0]
    return scrubbed_event(crumb)


if env.SENTRY_DSN:
    sentry_sdk.init(
        dsn=env.SENTRY_DSN,
        environment=env.SHOP_ENV,
        send_default_pii=False,
        # Local variables hold what a request was about.
        include_local_variables=False,
        before_send=scrubbed_event,
        before_breadcrumb=without_query_strings,
        # Spans repeat the addresses that breadcrumbs hide.
        traces_sample_rate=None,
    )
