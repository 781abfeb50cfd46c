"""Take a paper out of the cabinet: whoever opens one is written down."""

from __future__ import annotations

from typing import BinaryIO

from django.db import transaction

from plugins.brand.models import Document
from plugins.kernel import audit


@transaction.atomic
def document_open(*, document: Document, actor: str) -> BinaryIO:
    """Return the paper, open for reading. The caller has found that `actor` may see it.

    Raises:
        FileNotFoundError: the cabinet has lost it.
    """
    audit.record("brand.document.opened", document, actor=actor)
    file: BinaryIO = document.file.open("rb")
    return file
