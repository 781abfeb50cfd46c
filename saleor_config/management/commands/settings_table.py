"""Print the table of environment variables as Markdown (`docs/settings.md`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from saleor_config.settings.variables import VARIABLES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "settings.md"
HEAD = """# Settings

Every environment variable the shop reads. This page is made by
`manage.py settings_table`; change `saleor_config/settings/variables.py` instead.
"Needed" variables must be set in production, or the process refuses to start.

| variable | default | needed | meaning |
|---|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    rows = [
        f"| `{each.name}` | {f'`{each.default}`' if each.default else ''} "
        f"| {'yes' if each.needed_in_production else ''} "
        f"| {each.doc}{' Secret.' if each.secret else ''} |"
        for each in VARIABLES
    ]
    return HEAD + "\n".join(rows) + "\n"


class Command(BaseCommand):
    help = "Writes docs/settings.md, or checks that it is current."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the page is stale")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        if not check:
            PAGE.parent.mkdir(exist_ok=True)
            PAGE.write_text(page(), encoding="utf-8")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
            raise CommandError("docs/settings.md 已过期 · is stale: run `manage.py settings_table`")
