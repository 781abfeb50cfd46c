"""A small shop as the seed leaves it, its people, its clock, and WeChat as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from django.contrib.auth.models import Group
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.db import connections
from django.utils import timezone
from saleor.account.models import User
from saleor.celeryconf import app as celery
from saleor.site.models import SiteSettings

from brand_theme.console.contributions import grants
from brand_theme.console.roles import Role, roles_apply
from catalog_seed.pictures import Pictures
from catalog_seed.services.brand_office_load import brand_office_load
from catalog_seed.services.catalogue_load import catalogue_load
from catalog_seed.services.regional_brand import regional_brand
from catalog_seed.tables.brand_office import brand_office_from
from plugins.listings.public import listings_adopt
from plugins.marketplace.public import member_add
from plugins.search.public import index_rebuild
from plugins.wechat import gateway as wechat_door
from plugins.wechat_pay import gateway as wechat_pay_door
from saleor_config.demo_sale.transport import Simulator
from saleor_config.home import REPOSITORY
from tests.e2e.browsing import PASSWORD
from tests.fixtures.catalogue import CatalogueFiles
from tests.ports import two_free_ports

Result = TypeVar("Result")
SIMULATOR_PATIENCE = 30.0  # seconds
#: WeChat's own waiting is divided by it.
HASTE = "60"


class Clock:
    """The shop's clock: the machine's, so far ahead of it or behind it."""

    def __init__(self) -> None:
        self.machine: Callable[[], datetime] = timezone.now
        self.ahead = timedelta()

    def now(self) -> datetime:
        return self.machine() + self.ahead

    def show(self, moment: datetime) -> None:
        """Go on from `moment`."""
        self.ahead = moment - self.machine()

    def show_the_truth(self) -> None:
        """Go on with the machine's time, which WeChat's signatures carry."""
        self.ahead = timedelta()


@pytest.fixture
def clock(monkeypatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(timezone, "now", made.now)
    return made


def aside(work: Callable[[], Result]) -> Result:
    """Work in a thread of its own, as the shop's worker would, and leave no connection open.

    Django refuses the database to a thread that Playwright runs in.
    """

    def alone() -> Result:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(alone).result()


def sweep(name: str) -> None:
    """Do what beat has a worker do, by the sweep's name."""
    celery.loader.import_default_modules()
    aside(celery.tasks[name])


@pytest.fixture
def seeded_shop(transactional_db, small_files, clock) -> None:
    """Two enterprises of the catalogue, licensed; every role, nobody in them."""
    cache.clear()
    shop_seed(small_files, now=timezone.now())


def shop_seed(files: CatalogueFiles, *, now: datetime) -> None:
    """Load these files as `manage.py seed` does it, without pictures."""
    catalogue = files.read()
    catalogue_load(
        catalogue=catalogue,
        pictures=Pictures(),
        host="127.0.0.1",
        now=now,
        progress=lambda items, total, label: items,
    )
    facts, marks = regional_brand(catalogue)
    brand_office_load(
        office=replace(brand_office_from(files.folder), demo_cases=()),
        facts=facts,
        marks=marks,
        towns={town.slug: town.name for town in catalogue.towns},
        now=now,
    )
    listings_adopt(actor="system:test", now=now)
    index_rebuild()
    roles_apply(grants=grants())


def colleague(name: str, role: Role, *, title: str) -> User:
    """`<name>@example.com` of the shop's staff."""
    user = User.objects.create_user(
        f"{name}@example.com", PASSWORD, is_staff=True, first_name=title
    )
    user.groups.add(Group.objects.get(name=role.value))
    return user


def member(name: str, enterprise_id: int, *roles: str, title: str) -> User:
    """`<name>@example.com`, who works for an enterprise."""
    user = User.objects.create_user(f"{name}@example.com", PASSWORD, first_name=title)
    user.is_active = True
    user.save(update_fields=["is_active"])
    member_add(
        enterprise_id=enterprise_id,
        user=user,
        roles=list(roles),
        actor="system:test",
        now=timezone.now(),
    )
    return user


@pytest.fixture
def wechat(live_server, settings, tmp_path) -> Iterator[Simulator]:
    """The simulator as a process of its own, which knows this shop and is known to it."""
    with simulator_running(tmp_path / "wechat", notify=live_server.url) as (simulator, told):
        for name, value in told.items():
            setattr(settings, name, value)
        settings.PUBLIC_ADDRESS = live_server.url
        wechat_door.forget(), wechat_pay_door.forget()
        yield simulator
    wechat_door.forget(), wechat_pay_door.forget()


@contextmanager
def simulator_running(home: Path, *, notify: str) -> Iterator[tuple[Simulator, dict[str, Any]]]:
    """Run WeChat's servers; give them and the settings of a shop at `notify` that knows them."""
    port = two_free_ports()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "plugins.wechat_simulator", "serve"),
            *("--home", str(home), "--port", str(port), "--haste", HASTE),
            *("--notify-url", f"{notify}/wechat-pay/notify/"),
        ],
        cwd=REPOSITORY,
        env={**os.environ, "SHOP_ENV": ""},
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(f"{address}/healthz", process)
        told = json.loads((home / "shop.env.json").read_text("utf-8"))
        yield Simulator(address=address), told
    finally:
        process.terminate()
        process.wait()


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SIMULATOR_PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(url, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the simulator did not start")


@pytest.fixture
def simulator(wechat, settings) -> str:
    """Where a browser of this shop meets WeChat."""
    settings.WECHAT_API_BASE = wechat.address
    return wechat.address


@pytest.fixture
def shelf(transactional_db, shipping_method, goods) -> None:
    """Two goods and nothing else."""
    # Tests of transactions empty all tables, those that migrations fill as well.
    site, _ = Site.objects.get_or_create(
        pk=1, defaults={"domain": "shop.example", "name": "冶里集"}
    )
    SiteSettings.objects.get_or_create(site=site)
    Site.objects.clear_cache()
    cache.clear()
    goods("金牛麻花", "18.80", stock=9)
    goods("保安狗血桃", "49.90")
    index_rebuild()
