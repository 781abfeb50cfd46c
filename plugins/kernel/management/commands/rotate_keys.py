"""Bring encrypted columns under the first key of `DATA_KEYS`."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from plugins.kernel import crypto, key_rotation


class Command(BaseCommand):
    help = (
        "用 DATA_KEYS 的第一把密钥重新加密 · Encrypt anew with the first key of DATA_KEYS;"
        " may be ended and started again"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--new-key",
            action="store_true",
            help="only print a new key, to be put first in DATA_KEYS",
        )

    def handle(self, *args: Any, new_key: bool = False, **options: Any) -> None:
        if new_key:
            self.stdout.write(secrets.token_urlsafe(32))
            return
        self.stdout.write(f"key {crypto.ring()[0].id}, 共 {len(crypto.ring())} 把 in the ring")
        for column in key_rotation.encrypted_columns():
            self._rotate(column)
        self.stdout.write("完成，旧密钥可以移除 · done: older keys may be removed")

    def _rotate(self, column: key_rotation.Column) -> None:
        total, done = key_rotation.left(column), 0
        for count in key_rotation.rotate(column):
            done += count
            self.stdout.write(f"{column}: {done}/{total}")
        if not total:
            self.stdout.write(f"{column}: 0")
        remaining = key_rotation.left(column)
        if remaining:
            raise SystemExit(
                f"{column}: {remaining} 条被占用，请再运行一次 · rows were in use, run it again"
            )
