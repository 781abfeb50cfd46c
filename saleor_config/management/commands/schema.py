"""Print the API's schema and the manifest of registered documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from graphql import print_schema

from saleor_config.door.registry import MANIFEST, load_documents, manifest_of

SCHEMA_FILE = Path(__file__).resolve().parents[2] / "schema.graphql"


class Command(BaseCommand):
    help = "Writes saleor_config/schema.graphql and door/documents.json, or checks them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when a file is stale")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        from saleor_config.schema import schema

        current = {
            SCHEMA_FILE: print_schema(schema),
            MANIFEST: manifest_of(load_documents(schema)),
        }
        for path, text in current.items():
            if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
                raise CommandError(
                    f"{path.name} 已过期,请运行 make schema · {path.name} is stale: run `make schema`"
                )
            if not check:
                path.write_text(text, encoding="utf-8")
        self.stdout.write("接口定义与登记文档一致 · schema and documents are in step")
