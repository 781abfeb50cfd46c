"""Settings that any Django project has."""

from __future__ import annotations

from ..capabilities import CAPABILITIES
from ..home import REPOSITORY
from .environment import PUBLIC_URL, env, home
from .secret_files import generated_secret

DEBUG = env.DEBUG
SECRET_KEY = env.SECRET_KEY or generated_secret(home.secrets, "django")
AUDIT_KEY = env.AUDIT_KEY or generated_secret(home.secrets, "audit")
#: Keys of encrypted columns: the first one encrypts, see `plugins.kernel.crypto`.
DATA_KEYS = env.DATA_KEYS or generated_secret(home.secrets, "data").split(",")
SHOP_ENV = env.SHOP_ENV
SHOP_HOME = home
PUBLIC_ADDRESS = PUBLIC_URL
#: What the law wants to be read about who runs the shop.
OPERATOR_NAME = env.OPERATOR_NAME
OPERATOR_CREDIT_CODE = env.OPERATOR_CREDIT_CODE
OPERATOR_ADDRESS = env.OPERATOR_ADDRESS
OPERATOR_CONTACT = env.OPERATOR_CONTACT
OPERATOR_LICENCES = env.OPERATOR_LICENCES
ICP_NUMBER = env.ICP_NUMBER

SITE_ID = 1
ROOT_URLCONF = "saleor_config.urls"
WSGI_APPLICATION = "saleor_config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"  # what Saleor's migrations assume

ALLOWED_HOSTS = env.ALLOWED_HOSTS
ALLOWED_CLIENT_HOSTS = env.ALLOWED_CLIENT_HOSTS
INTERNAL_IPS: list[str] = []

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [REPOSITORY / "saleor_config" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

MIDDLEWARE = [
    # First: whether a request came by https is asked next.
    "saleor_config.middleware.proxy",
    "saleor_config.middleware.guard",
    "saleor_config.middleware.origin",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Cookies exist below the consoles' addresses only; elsewhere these step aside.
    "brand_theme.console.middleware.ConsoleHeadersMiddleware",
    "brand_theme.console.middleware.ConsoleSessionMiddleware",
    "brand_theme.console.middleware.ConsoleCsrfMiddleware",
    "brand_theme.console.middleware.ConsoleAuthenticationMiddleware",
    "brand_theme.console.middleware.ConsoleMessageMiddleware",
    "saleor.core.middleware.request_time",
    "saleor.core.middleware.discounts",
    "saleor_config.middleware.country_and_currency",
    "saleor.core.middleware.site",
    "saleor.core.middleware.plugins",
]

INSTALLED_APPS = [
    # Before the admin, whose templates it replaces; it must not replace its site.
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",  # the templates of widgets, for `FORM_RENDERER`
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "django.contrib.auth",
    "django.contrib.postgres",
    "saleor.plugins",
    "saleor.account",
    "saleor.discount",
    "saleor.giftcard",
    "saleor.product",
    "saleor.checkout",
    "saleor.core",
    "saleor.graphql",
    "saleor.menu",
    "saleor.order",
    "saleor.seo",
    "saleor.shipping",
    "saleor.search",
    "saleor.site",
    "saleor.data_feeds",
    "saleor.page",
    "saleor.payment",
    "saleor.warehouse",
    "saleor.webhook",
    "saleor.wishlist",
    "saleor.app",
    "versatileimagefield",
    "django_measurement",
    "django_prices",
    "graphene_django",
    "mptt",
    "django_countries",
    "django_filters",
    "phonenumber_field",
    "django_otp",
    "django_otp.plugins.otp_totp",
    *CAPABILITIES,
    # Last: its ready() mends Saleor modules that the apps above have imported.
    "saleor_config.apps.ShopConfig",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [REPOSITORY / "brand_theme" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.media",
                "django.template.context_processors.static",
                "saleor.site.context_processors.site",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_USER_MODEL = "account.User"
AUTHENTICATION_BACKENDS = ["plugins.accounts.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in (
            "UserAttributeSimilarityValidator",
            "MinimumLengthValidator",
            "CommonPasswordValidator",
            "NumericPasswordValidator",
        )
    ),
    {"NAME": "plugins.accounts.validators.PowerfulPasswordValidator"},
]

# A laptop shop may turn https on as well; production cannot turn it off.
_https = env.HTTPS_ONLY or env.is_production
ENABLE_SSL = _https  # Saleor builds its links from this name
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
#: PostgreSQL ends a statement of a web process after this, and the worker its request.
STATEMENT_SECONDS = 15
REQUEST_SECONDS = 60
RATE_LIMIT_FACTOR = env.RATE_LIMIT_FACTOR
TRUSTED_PROXY_HOPS = env.TRUSTED_PROXY_HOPS
if TRUSTED_PROXY_HOPS:
    # Only believed when the operator says a proxy that sets it stands in front.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
