"""Settings of the test run: its own data folder, nothing remote, nothing slow."""

# ruff: noqa: E402, F403, F405
import os

os.environ.setdefault("SHOP_HOME", ".shop-test")
os.environ.pop("REDIS_URL", None)

from saleor_config.embedded_postgres import ensure_running
from saleor_config.home import ShopHome

if not os.environ.get("DATABASE_URL"):
    # Tests have nothing to lose in a power cut, and much time to win.
    ensure_running(ShopHome.from_environment().root, durable=False)

from saleor_config.settings import *

#: Whose PostgreSQL all test processes share; each has a database of its own.
DATABASE_HOME = SHOP_HOME.root
# Files are each process's own as well: one looks for what is left over while another writes.
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "alone")
SHOP_HOME = ShopHome(DATABASE_HOME / "processes" / PROCESS)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_ALWAYS_EAGER = True
# Whether somebody has built the mini-shop here must decide no test.
MINI_SHOP_BUILD = None
MEDIA_ROOT = str(SHOP_HOME.root / "test-media")
RATE_LIMIT_FACTOR = 1_000_000  # one address plays everybody; tests of the limits narrow it
