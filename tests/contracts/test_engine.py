"""The engine is what we say it is."""

import base64
import hashlib
from importlib.metadata import distribution

from django.conf import settings


def test_saleor_is_2_10_1_as_published():
    """Every installed file still has the hash its wheel recorded."""
    saleor = distribution("saleor")
    changed = []
    for file in saleor.files or []:
        if file.hash is None or file.suffix != ".py":
            continue
        digest = hashlib.new(file.hash.mode, file.locate().read_bytes()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            changed.append(str(file))

    assert saleor.version == "2.10.1"
    assert changed == []


def test_nothing_was_added_to_saleor():
    saleor = distribution("saleor")
    recorded = {str(file) for file in saleor.files or []}
    root = saleor.locate_file("saleor")
    found = {
        str(path.relative_to(root.parent))
        for path in root.rglob("*.py")  # type: ignore[attr-defined]
    }

    assert found - recorded == set()


def test_no_gateway_that_takes_no_money_is_configured():
    assert [path for path in settings.PLUGINS if "dummy" in path.lower()] == []
    assert [path for path in settings.PLUGINS if path.startswith("saleor.payment")] == []
