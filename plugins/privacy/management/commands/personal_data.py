"""Answer a person who asks for her data by letter or telephone."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from saleor.account.models import User

from plugins.privacy.services.data_export import accounts_with_phone, data_hand_out


class Command(BaseCommand):
    help = "查找账号、导出个人信息副本 · Find an account by its phone, write the copy of its data"

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--phone", help="E.164, e.g. +8613800001234: tells the accounts")
        which.add_argument("--account", type=int, help="writes the copy of this account's data")
        parser.add_argument("--to", type=Path, help="file to write the copy to")
        parser.add_argument("--reason", default="", help="who asked, when; goes into the audit")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["phone"]:
            found = accounts_with_phone(options["phone"])
            self.stdout.write("\n".join(map(str, found)) or "没有找到 · nothing found")
            return
        if not options["to"] or not options["reason"]:
            raise CommandError("须同时给出 --to 与 --reason · give --to and --reason as well")
        user = User.objects.filter(pk=options["account"]).first()
        if user is None:
            raise CommandError("没有该账号 · there is no such account")
        copy = data_hand_out(
            user=user, actor="system:operator", reason=options["reason"], now=timezone.now()
        )
        self._write(options["to"], json.dumps(copy, ensure_ascii=False, indent=2))

    def _write(self, path: Path, text: str) -> None:
        """Write for the owner's eyes only; an existing file is not written over."""
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise CommandError(f"文件已存在 · the file exists: {path}") from error
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        self.stdout.write(f"ok · {path}")
