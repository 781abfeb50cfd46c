"""Prove that nothing in the audit trail was changed since it was sealed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plugins.kernel import audit_chain


class Command(BaseCommand):
    help = "核对审计链 · Compute the audit chain again and name the first entry that is wrong"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            metavar="POSITION:HASH",
            help="a head noted elsewhere (the log has them); the chain must still hold it",
        )

    def handle(self, *args: Any, head: str | None = None, **options: Any) -> None:
        proof = audit_chain.verify(noted=_head(head) if head else None)
        if proof.broken:
            raise CommandError(proof.broken)
        self.stdout.write(
            f"ok · {proof.sealed} 条已封存 sealed, {proof.unsealed} 条待封存 unsealed"
        )
        if proof.unsealed_since is not None:
            self.stdout.write(f"待封存始于 · the tail begins at {proof.unsealed_since:%F %T%z}")
        self.stdout.write(f"head {proof.head.position}:{proof.head.hash}")


def _head(text: str) -> audit_chain.Head:
    position, _, digest = text.partition(":")
    if not position.isdigit() or not digest:
        raise CommandError("--head 应为 位置:哈希 · write it as POSITION:HASH")
    return audit_chain.Head(int(position), digest)
