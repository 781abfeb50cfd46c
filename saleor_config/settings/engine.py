"""Settings that Saleor 2.10.1 reads by name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ..capabilities import saleor_plugins
from ..home import REPOSITORY
from .environment import env, home
from .secret_files import generated_secret

PROJECT_ROOT = str(REPOSITORY)

DEFAULT_COUNTRY = "CN"
DEFAULT_CURRENCY = "CNY"
DEFAULT_DECIMAL_PLACES = 2
DEFAULT_MAX_DIGITS = 12
DEFAULT_CURRENCY_CODE_LENGTH = 3
AVAILABLE_CURRENCIES = [DEFAULT_CURRENCY]
COUNTRIES_OVERRIDE = {"EU": "European Union"}
COUNTRIES_FIRST = ["CN"]
PHONENUMBER_DEFAULT_REGION = "CN"

DEFAULT_MAX_EMAIL_DISPLAY_NAME_LENGTH = 78
ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL = True
MAX_CHECKOUT_LINE_QUANTITY = 50
DEFAULT_MENUS = {"top_menu_name": "navbar", "bottom_menu_name": "footer"}
SEARCH_BACKEND = "saleor.search.backends.postgresql"
REVIEW_DAYS = env.REVIEW_DAYS
FOLLOW_UP_DAYS = env.FOLLOW_UP_DAYS
REAL_IP_ENVIRON = "REMOTE_ADDR"  # middleware.proxy puts the buyer's address there

PAYMENT_MODEL = "order.Payment"
PAYMENT_HOST = "saleor_config.site.shop_host"

PLUGINS_MANAGER = "saleor.plugins.manager.PluginsManager"
PLUGINS = saleor_plugins()

PLAYGROUND_ENABLED = False
ALLOWED_GRAPHQL_ORIGINS = env.ALLOWED_GRAPHQL_ORIGINS
GRAPHENE: dict[str, Any] = {
    "RELAY_CONNECTION_ENFORCE_FIRST_OR_LAST": True,
    "RELAY_CONNECTION_MAX_LIMIT": 100,
}
# Of `plugins.accounts`; Saleor's own tokens are not served, see `docs/security.md`.
ACCESS_TOKEN_KEY = env.JWT_SECRET_KEY or generated_secret(home.secrets, "jwt")
ACCESS_TOKEN_LIFE = timedelta(minutes=env.ACCESS_TOKEN_MINUTES)
LOGIN_LIFE = timedelta(days=env.REFRESH_DAYS)

VERSATILEIMAGEFIELD_RENDITION_KEY_SETS = {
    "products": [
        ("product_gallery", "thumbnail__540x540"),
        ("product_gallery_2x", "thumbnail__1080x1080"),
        ("product_small", "thumbnail__60x60"),
        ("product_small_2x", "thumbnail__120x120"),
        ("product_list", "thumbnail__255x255"),
        ("product_list_2x", "thumbnail__510x510"),
    ],
    "background_images": [("header_image", "thumbnail__1080x440")],
    "user_avatars": [("default", "thumbnail__445x445")],
}
VERSATILEIMAGEFIELD_SETTINGS = {
    # Renditions are made when a picture is stored, never while a buyer waits.
    "create_images_on_demand": False,
    "jpeg_resize_quality": 84,
    "webp_resize_quality": 82,
}
PLACEHOLDER_IMAGES = {
    size: f"images/placeholder{size}x{size}.png" for size in (60, 120, 255, 540, 1080)
}
DEFAULT_PLACEHOLDER = PLACEHOLDER_IMAGES[255]

# Engine features that this shop does not have; Saleor looks the names up.
ENABLE_DEBUG_TOOLBAR = False
GOOGLE_ANALYTICS_TRACKING_ID = None
OPENEXCHANGERATES_API_KEY = None
OPENTRACING_MAX_QUERY_LENGTH_LOG = 2000
