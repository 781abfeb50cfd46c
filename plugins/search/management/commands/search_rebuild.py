"""Bring the search index in step with the catalogue."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from rich.progress import Progress

from plugins.search.services.index_rebuild import index_rebuild


class Command(BaseCommand):
    help = "Rebuilds the search index; buyers can search meanwhile. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        with Progress(transient=True) as progress:
            bar = progress.add_task("重建搜索索引 · Rebuilding the index", total=None)
            rebuilt = index_rebuild(
                on_progress=lambda done, total: progress.update(bar, completed=done, total=total)
            )
        self.stdout.write(
            f"已索引 {rebuilt.products} 种商品、{rebuilt.terms} 个词"
            f" · {rebuilt.products} products are found by {rebuilt.terms} terms"
        )
