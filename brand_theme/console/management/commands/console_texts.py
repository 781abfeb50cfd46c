"""`manage.py console_texts`: compile the Chinese of Unfold; needs no gettext installed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.management.base import BaseCommand, CommandError, CommandParser

FOLDER = Path(__file__).parents[2] / "locale" / "zh_Hans" / "LC_MESSAGES"


def compiled() -> bytes:
    """Return the catalogue as Django reads it."""
    with (FOLDER / "django.po").open("rb") as source:
        catalogue = read_po(source, locale="zh_Hans")
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


class Command(BaseCommand):
    help = "Writes django.mo from django.po; --check only says whether it is current."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        file = FOLDER / "django.mo"
        if not options["check"]:
            file.write_bytes(compiled())
        elif file.read_bytes() != compiled():
            raise CommandError(
                "译文未编译，请运行 manage.py console_texts · run `manage.py console_texts`"
            )
