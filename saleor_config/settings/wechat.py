"""WeChat: the merchant's real keys, or those of the simulator beside the shop.

On a laptop without keys the simulator's own set is used. The simulator writes it
to `SHOP_HOME/wechat/shop.env.json` when it is initialised.
"""

from __future__ import annotations

import json
from typing import Any

from ..home import REPOSITORY
from .environment import PUBLIC_URL, env, home

WECHAT_SIMULATOR_PORT = int(env.WECHAT_SIMULATOR_PORT or env.PORT + 1)
WECHAT_SIMULATOR_HOME = home.wechat
WECHAT_SIMULATED = not env.is_production and not env.WECHAT_APPID


def _simulated() -> dict[str, Any]:
    keys = home.wechat / "shop.env.json"
    values = json.loads(keys.read_text()) if keys.exists() else {}
    address = f"http://127.0.0.1:{WECHAT_SIMULATOR_PORT}"
    places = ("WECHAT_API_BASE", "WECHAT_PAY_BASE", "WECHAT_OPEN_BASE")
    return {**values, **dict.fromkeys(places, address)}


_given = _simulated() if WECHAT_SIMULATED else {}


def _value(name: str) -> Any:
    return _given.get(name, getattr(env, name))


WECHAT_APPID = _value("WECHAT_APPID")
WECHAT_SECRET = _value("WECHAT_SECRET")
WECHAT_API_BASE = _value("WECHAT_API_BASE")
# Without an official account nobody logs in or pays with one tap in WeChat's browser.
WECHAT_OFFICIAL_APPID = _value("WECHAT_OFFICIAL_APPID")
WECHAT_OFFICIAL_SECRET = _value("WECHAT_OFFICIAL_SECRET")
WECHAT_OPEN_BASE = _value("WECHAT_OPEN_BASE")
WECHAT_DOMAIN_PROOFS = env.WECHAT_DOMAIN_PROOFS
WECHAT_PAY_BASE = _value("WECHAT_PAY_BASE")
WECHAT_PAY_MCHID = _value("WECHAT_PAY_MCHID")
WECHAT_PAY_CERT_SERIAL = _value("WECHAT_PAY_CERT_SERIAL")
WECHAT_PAY_PRIVATE_KEY_FILE = _value("WECHAT_PAY_PRIVATE_KEY_FILE")
WECHAT_PAY_APIV3_KEY = _value("WECHAT_PAY_APIV3_KEY")
WECHAT_PAY_VERIFY_KEYS_DIR = _value("WECHAT_PAY_VERIFY_KEYS_DIR")
WECHAT_PAY_PREFERRED_SERIAL = _value("WECHAT_PAY_PREFERRED_SERIAL")
WECHAT_PAY_NOTIFY_URL = env.WECHAT_PAY_NOTIFY_URL or f"{PUBLIC_URL}/wechat-pay/notify/"
# Without these two WeChat's pushes are not taken.
WECHAT_PUSH_TOKEN = _value("WECHAT_PUSH_TOKEN")
WECHAT_PUSH_AES_KEY = _value("WECHAT_PUSH_AES_KEY")
# The simulator takes any template; these show what a real one needs.
_TEMPLATES = REPOSITORY / "plugins" / "messages" / "data" / "simulated_templates.json"
WECHAT_MESSAGE_TEMPLATES = env.WECHAT_MESSAGE_TEMPLATES or (
    json.loads(_TEMPLATES.read_text(encoding="utf-8")) if WECHAT_SIMULATED else {}
)
WECHAT_PROFIT_SHARING = env.WECHAT_PROFIT_SHARING
WECHAT_PROFIT_SHARING_PERCENT = env.WECHAT_PROFIT_SHARING_PERCENT
PAYMENT_MINUTES = env.PAYMENT_MINUTES
PAY_REMINDER_MINUTES = env.PAY_REMINDER_MINUTES
