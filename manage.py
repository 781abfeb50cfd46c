#!/usr/bin/env python
"""Management commands of the shop."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saleor_config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "缺少依赖,请先运行 make setup · Dependencies are missing: run `make setup` first."
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
