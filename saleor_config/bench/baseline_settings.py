"""The baseline: Saleor's own endpoint and order flow on our runtime and data.

Same database, same server, same process count, and nothing of what is built around
the engine, so that the comparison also tells what that costs. Its gateway answers at once, so
that the baseline is not charged for a payment provider that the shop's side of
the comparison does not call either.
"""

# ruff: noqa: E402, F403, F405
from saleor_config import hardening

hardening.WRAPPERS = ()

from saleor_config.settings import *

ROOT_URLCONF = "saleor_config.bench.baseline_urls"
GRAPHENE = {
    **GRAPHENE,
    "MIDDLEWARE": [
        "saleor.graphql.middleware.OpentracingGrapheneMiddleware",
        "saleor.graphql.middleware.JWTMiddleware",
        "saleor.graphql.middleware.app_middleware",
    ],
}
PLUGINS = ["saleor_config.bench.instant_gateway.InstantGateway"]
