"""Put a paper into the brand office's cabinet."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction

from plugins.brand.actors import Actor
from plugins.brand.errors import FileRefused
from plugins.brand.models import Document, Enterprise
from plugins.kernel import audit

MEGABYTES = 10
#: First bytes → media type and ending. What a file is called proves nothing.
KNOWN = {
    b"%PDF-": ("application/pdf", "pdf"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
}


@transaction.atomic
def document_add(
    *,
    title: str,
    content: bytes,
    enterprise: Enterprise | None,
    expires_on: date | None,
    actor: Actor,
    now: datetime,
) -> Document:
    """File a PDF, JPEG or PNG outside media, named by its digest.

    Raises:
        FileRefused: too large, empty, or none of these.
    """
    known = next((KNOWN[start] for start in KNOWN if content.startswith(start)), None)
    if known is None or len(content) > MEGABYTES * 1024 * 1024:
        raise FileRefused(field="file", megabytes=MEGABYTES)
    media_type, ending = known
    digest = hashlib.sha256(content).hexdigest()
    document = Document(
        title=title[:80],
        enterprise=enterprise,
        media_type=media_type,
        size=len(content),
        sha256=digest,
        expires_on=expires_on,
        added_at=now,
        added_by=actor.name,
    )
    document.file.save(f"{digest[:32]}.{ending}", ContentFile(content), save=False)
    document.save()
    audit.record("brand.document.added", document, actor=actor.name, sha256=digest)
    return document
