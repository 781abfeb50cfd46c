"""What was last loaded from the files."""

from __future__ import annotations

from django.db import models


class LoadedPiece(models.Model):
    """One piece of the catalogue as the files had it when it was last written.

    The digest lets a later run tell an edit in the files, which it carries out,
    from an edit in the shop, which it leaves alone.
    """

    table = models.CharField("表", max_length=40)
    key = models.CharField("键", max_length=200)
    digest = models.CharField("摘要", max_length=64)
    loaded_at = models.DateTimeField("载入时间")

    class Meta:
        verbose_name = "已载入的目录条目"
        verbose_name_plural = "已载入的目录条目"
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="catalog_seed_loaded_piece_once"),
        ]

    def __str__(self) -> str:
        return f"{self.table}/{self.key}"
