"""A shop of the bench's own: migrated, seeded, with plenty of stock and four buyers."""

from __future__ import annotations

import os
import secrets
import subprocess
from dataclasses import dataclass

from rich.console import Console

from saleor_config.bench.scenarios import Goods
from saleor_config.supervisor.options import Options
from saleor_config.supervisor.programs import MANAGE

PLENTY = 1_000_000
SPECIALITY = "jinniu-mahua"


@dataclass(frozen=True)
class Prepared:
    goods: Goods
    tokens: list[str]


def prepare(console: Console, options: Options, *, users: int) -> Prepared:
    """Bring the database up to date and return what the scenarios need."""
    os.environ.update(SHOP_HOME=str(options.home.root), PORT=str(options.port))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saleor_config.settings")
    os.environ.setdefault("ACCESS_TOKEN_MINUTES", "120")  # longer than any run
    os.environ.setdefault("RATE_LIMIT_FACTOR", "1000000")  # one address plays all buyers
    console.print("准备数据 · preparing the data …")
    # Processes of their own: Saleor's migrations leave their old models in caches.
    for command in (("migrate", "--verbosity", "0"), ("seed",)):
        subprocess.run([*MANAGE, *command], check=True)

    import django

    django.setup()
    return Prepared(goods=_goods(), tokens=_tokens(users))


def _goods() -> Goods:
    import graphene
    from saleor.product.models import ProductVariant
    from saleor.warehouse.models import Stock

    variant = ProductVariant.objects.filter(product__slug=SPECIALITY).order_by("pk").first()
    if variant is None:
        raise LookupError(f"{SPECIALITY} is not in the catalogue")
    Stock.objects.filter(product_variant=variant).update(quantity=PLENTY)
    return Goods(
        slug=SPECIALITY, variant_id=graphene.Node.to_global_id("ProductVariant", variant.pk)
    )


def _tokens(users: int) -> list[str]:
    from saleor.account.models import User

    from plugins.accounts.public import access_token_for

    tokens = []
    for number in range(users):
        user, _ = User.objects.get_or_create(email=f"bench-{number}@example.com")
        user.is_active = True
        user.set_password(secrets.token_urlsafe(16))
        user.save()
        tokens.append(access_token_for(user))
    return tokens
