"""`python -m saleor_config.chaos`: ORDERS=2000 SEED=1 KILLS=20; exit code 1: a check failed."""

from __future__ import annotations

import logging
import os
import signal
import sys

from rich.console import Console

from saleor_config.chaos.options import Size
from saleor_config.chaos.shop import SETTINGS, Shop
from saleor_config.supervisor.options import Options


def main() -> int:
    """Run one campaign in the shop of SHOP_HOME, which is emptied first."""
    os.environ.setdefault("SHOP_HOME", ".shop-chaos")
    os.environ.setdefault("PORT", "8600")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saleor_config.settings")
    os.environ.update(SETTINGS)
    size, options = Size.from_environment(), Options.from_environment()
    if options.simulator_port is None:
        raise SystemExit("✗ 不能对真实商户运行:请取消 WECHAT_APPID · never against a real merchant")
    console = Console(width=None if sys.stdout.isatty() else 120)
    shop = Shop(options)
    # However the campaign is ended, its shop ends with it.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda got, _frame: sys.exit(128 + got))
    console.print(f"准备店铺 · preparing the shop in {options.home.root} …")
    with shop.running():
        import django

        django.setup()
        # The campaign acts as a process of the shop, so it logs as one.
        logging.getLogger().handlers = [logging.FileHandler(options.home.logs / "chaos.log")]

        from saleor_config.chaos.campaign import Campaign

        held = Campaign(size=size, shop=shop, console=console).run()
    if not held:
        console.print(f"[red]✗[/] 现场保留在 · left for inspection: {options.home.root}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
