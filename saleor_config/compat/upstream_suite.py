"""Settings under which Saleor's own test-suite runs on this runtime.

The shop never loads this module: it lets anybody check, against Saleor's tests
for 2.10.1, that the mends restore what Saleor meant. Currency, language, hosts
and plugins are those its tests assume; libraries and mends are the shop's.
`docs/compat.md` says how to run it.
"""

# ruff: noqa: E402, F403, F405
# mypy: ignore-errors
import ast
import importlib
import importlib.util
from pathlib import Path

from saleor_config import hardening

hardening.MENDS = ()  # what the shop forbids is not a defect of the runtime

from saleor_config.settings import *


def _published(name: str) -> list:
    """Return a literal of Saleor's settings, which cannot be imported here."""
    spec = importlib.util.find_spec("saleor")
    tree = ast.parse(Path(spec.submodule_search_locations[0], "settings.py").read_text())
    [node] = [
        node
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name
    ]
    return ast.literal_eval(node.value)


def _is_installed(app: str) -> bool:
    return not hasattr(importlib.import_module(app.partition(".")[0]), "__left_out__")


INSTALLED_APPS = [
    *filter(_is_installed, _published("INSTALLED_APPS")),
    "saleor_config.apps.ShopConfig",
]
MIDDLEWARE = _published("MIDDLEWARE")
ROOT_URLCONF = "saleor.urls"
TEMPLATES[0]["DIRS"] = [Path.cwd() / "templates", *TEMPLATES[0]["DIRS"]]

SECRET_KEY = "only-for-the-upstream-suite-" * 2
GRAPHQL_JWT = {
    "JWT_PAYLOAD_HANDLER": "saleor.graphql.utils.create_jwt_payload",
    "JWT_VERIFY_EXPIRATION": False,
}
AUTHENTICATION_BACKENDS = [
    "graphql_jwt.backends.JSONWebTokenBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = _published("AUTH_PASSWORD_VALIDATORS")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

ALLOWED_CLIENT_HOSTS = ["www.example.com"]
ALLOWED_GRAPHQL_ORIGINS = "*"
ENABLE_SSL = SECURE_SSL_REDIRECT = False
PLAYGROUND_ENABLED = True

DEFAULT_COUNTRY = "US"
DEFAULT_CURRENCY = "USD"
AVAILABLE_CURRENCIES = [DEFAULT_CURRENCY]
COUNTRIES_FIRST: list[str] = []
COUNTRIES_ONLY = None
PHONENUMBER_DEFAULT_REGION = None
TIME_ZONE = "America/Chicago"
LANGUAGE_CODE = "en"
LANGUAGES = _published("LANGUAGES")

PLUGINS = [
    "saleor.plugins.avatax.plugin.AvataxPlugin",
    "saleor.plugins.webhook.plugin.WebhookPlugin",
    "saleor.payment.gateways.dummy.plugin.DummyGatewayPlugin",
]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_BROKER_URL = "memory://"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = str(SHOP_HOME.root / "upstream-media")
MEDIA_URL = "/media/"
VERSATILEIMAGEFIELD_SETTINGS = {"create_images_on_demand": True}
