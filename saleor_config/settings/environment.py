"""The one reading of the environment and of the data folder."""

from __future__ import annotations

from ..home import ShopHome
from .guard import refuse_unsafe_production
from .reading import Environment

env = Environment()
refuse_unsafe_production(env)
home = ShopHome.from_environment().create()

PUBLIC_URL: str = (env.PUBLIC_URL or f"http://127.0.0.1:{env.PORT}").rstrip("/")
