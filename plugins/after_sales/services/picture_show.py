"""Somebody who judges a case looks at what its buyer sent: each look is written down."""

from __future__ import annotations

from pathlib import Path

from plugins.after_sales import picture_store
from plugins.after_sales.models import Case
from plugins.after_sales.selectors import picture_of_case
from plugins.kernel import audit
from plugins.kernel.pictures import PictureNotFound


def picture_show(*, case: Case, picture_id: int, actor: str) -> Path:
    """Return the file; the caller has checked that `actor` may see the case.

    The entry is about the picture, so that the case's own history stays readable.

    Raises:
        PictureNotFound: the case has no such picture, or its file is gone.
    """
    picture = picture_of_case(case=case, picture_id=picture_id)
    path = picture_store.path_of(picture.name)
    if not path.is_file():
        raise PictureNotFound()
    audit.record("after_sales.picture.shown", picture, actor=actor, case=case.number)
    return path
