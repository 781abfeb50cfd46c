"""Settings of the consoles: sessions, cookies, and how Unfold looks.

Sessions are rows of the database with a copy in the cache: logging somebody out,
or deactivating an account, works at once, which a signed cookie could not
promise; and a cache that is emptied logs nobody out.
"""

from __future__ import annotations

from brand_theme.console.appearance import unfold_settings
from brand_theme.console.rules import CONSOLE_PATH, LONGEST

from .environment import env

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_NAME = "yeli_console"
# The middleware narrows the path to the console that sets the cookie.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = CONSOLE_PATH
SESSION_COOKIE_AGE = int(LONGEST.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_NAME = "yeli_console_form"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "brand_theme.console.refusals.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
#: Who may not enter without a second factor, where it is required.
SECOND_FACTOR_REQUIRED = env.SECOND_FACTOR_REQUIRED or env.is_production
SECOND_FACTOR_GROUPS = ("财务", "品牌办负责人", "管理员")
OTP_TOTP_ISSUER = "冶里集"
LOGIN_URL = f"{CONSOLE_PATH}login/"
LOGIN_REDIRECT_URL = CONSOLE_PATH  # where a login that names a foreign address ends

UNFOLD = unfold_settings(title="冶里集 · 工作台", subheader="大冶区域公共品牌", site="console")
UNFOLD_ENTERPRISE = unfold_settings(
    title="冶里集 · 企业工作台", subheader="企业成员专用", site="enterprise"
)
