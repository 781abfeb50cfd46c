"""A modest phone, played by Chromium: what a buyer in the villages holds in her hand."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[3]
MANIFEST = ROOT / "saleor_config" / "door" / "documents.json"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SCREEN: ViewportSize = {"width": 390, "height": 844}
SLOWER = 4
BYTES_PER_SECOND = 1_600_000 / 8
LATENCY_MS = 150
PATIENCE_MS = 45_000


class NoBrowser(RuntimeError):
    """There is no Chromium; the message says what to install."""


def program() -> str:
    """Return where the machine's browser is.

    Raises:
        NoBrowser: there is none.
    """
    found = subprocess.run([ROOT / "bin" / "browser"], capture_output=True, text=True, check=False)
    if found.returncode:
        raise NoBrowser(found.stderr.strip())
    return found.stdout.strip()


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program(), args=SWITCHES)


@contextmanager
def phone(browser: Browser, *, is_slow: bool = True, is_far: bool = True) -> Iterator[Page]:
    """A new phone with nothing kept: slow of processor, and far from the shop."""
    context: BrowserContext = browser.new_context(
        viewport=SCREEN, device_scale_factor=2, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    if is_far:
        tools.send("Network.enable")
        tools.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": BYTES_PER_SECOND,
                "uploadThroughput": BYTES_PER_SECOND,
            },
        )
    if is_slow:
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        yield page
    finally:
        context.close()


def asked(address: str, document: str, **variables: Any) -> dict[str, Any]:
    """Return what the door of the operator's own shop answers to a registered document."""
    known = json.loads(MANIFEST.read_text(encoding="utf-8"))
    [key] = [key for key, each in known.items() if each["name"] == document]
    request = Request(  # noqa: S310
        f"{address}/graphql/",
        json.dumps({"id": key, "variables": variables}).encode(),
        {"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=30) as answer:  # noqa: S310
        data: dict[str, Any] = json.load(answer)["data"]
    return data
