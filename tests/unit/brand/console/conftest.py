"""People of the brand office at their browsers, on the Monday on which the cases begin."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from brand_theme.console.roles import Role
from plugins.brand.cabinet import private_storage
from plugins.brand.models import Document
from saleor_config.home import ShopHome
from tests.unit.brand.conftest import MONDAY
from tests.unit.console.conftest import _empty_cache, at_desk, browser_of, roles, somebody

__all__ = ["_empty_cache", "at_desk", "browser_of", "roles", "somebody"]


class Clock:
    """What `timezone.now()` says; `clock.at = …` lets time pass."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Clock:
    clock = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


@pytest.fixture(autouse=True)
def cabinet(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "SHOP_HOME", ShopHome(tmp_path))
    monkeypatch.setattr(Document._meta.get_field("file"), "storage", private_storage())
    return tmp_path / "documents"


@pytest.fixture
def clerk(at_desk) -> Client:
    return at_desk(Role.BRAND_OFFICE)


@pytest.fixture
def head(at_desk) -> Client:
    return at_desk(Role.BRAND_HEAD)


@pytest.fixture
def expert(at_desk) -> Client:
    return at_desk(Role.EXPERT)


def scan(name: str = "scan.pdf", content: bytes = b"%PDF-1.7 record") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def page_of(obj) -> str:
    meta = obj._meta
    return f"/console/{meta.app_label}/{meta.model_name}/{obj.pk}/change/"


def do(client: Client, obj, action: str, **data):
    """Confirm an action's form and return the answer: 302 when it was done."""
    meta = obj._meta
    url = f"/console/{meta.app_label}/{meta.model_name}/{obj.pk}/do/{action}/"
    return client.post(url, {"key": f"key-{action}", **data})
