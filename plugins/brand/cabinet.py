"""Where the brand office's papers lie: outside media, so that no web server reaches them."""

from __future__ import annotations

from typing import NoReturn

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="plugins.brand.cabinet.Cabinet")
class Cabinet(FileSystemStorage):
    """Files without an address."""

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("papers of the brand office have no address; read them through a service")


def private_storage() -> Cabinet:
    return Cabinet(location=settings.SHOP_HOME.documents, file_permissions_mode=0o600)
