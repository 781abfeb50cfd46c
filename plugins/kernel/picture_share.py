"""How many pictures somebody may send in a day, and what becomes of those nobody used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.db.models import QuerySet

from plugins.kernel.errors import DomainError
from plugins.kernel.pictures import PictureFolder, StoredPicture

DAY = timedelta(days=1)
MOST_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class PictureShare:
    """A sender's share of pictures; their model has `name` and `uploaded_at`.

    Attributes:
        sent: every picture of the sender.
        sender: the sender's one row; uploads at once wait for each other at its lock.
        most: pictures within 24 hours.
        refusal: says that they are used up.
    """

    sent: QuerySet[Any]
    sender: QuerySet[Any]
    most: int
    refusal: Callable[[], DomainError]

    @contextmanager
    def kept(
        self, folder: PictureFolder, file: BinaryIO, *, now: datetime
    ) -> Iterator[StoredPicture]:
        """Keep a picture for the row that the block writes, in one transaction.

        Raises:
            PictureInvalid: it cannot be used.
            DomainError: `refusal`, when the share is used up.
        """
        self._check(now)  # before decoding, which is what costs
        with folder.kept(file) as stored:
            self.sender.select_for_update(of=("self",), no_key=True).get()
            self._check(now)  # again, so that none slips past the count
            yield stored

    def _check(self, now: datetime) -> None:
        if self.sent.filter(uploaded_at__gt=now - DAY).count() >= self.most:
            raise self.refusal()


def forget_pictures(unused: QuerySet[Any], folder: PictureFolder) -> int:
    """Delete pictures and their files, 500 at most; return how many.

    One that was taken into use meanwhile no longer matches `unused` and stays.
    """
    forgotten = 0
    for picture in unused.order_by("pk")[:MOST_AT_ONCE]:
        deleted, _ = unused.filter(pk=picture.pk).delete()
        if deleted:
            folder.forget(picture.name)
            forgotten += 1
    return forgotten
