"""Put a paper into the brand office's cabinet."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction

from plugins.brand.actors import Actor
from plugins.brand.errors import FileRefused
from plugins.brand.models import Document, Enterprise
from plugins.kernel import audit
from plugins.kernel.pictures import LONGEST_SIDE_OF_PAPERS, PictureInvalid, drawn_anew, random_name

MEGABYTES = 10
PDF = b"%PDF-"


@dataclass(frozen=True)
class Paper:
    """A file that may be kept: a PDF as it came, or a picture drawn anew."""

    content: bytes
    media_type: str
    ending: str


def paper_of(content: bytes, *, pictures_only: bool = False) -> Paper:
    """Find out what a file is by what is in it; what it is called proves nothing.

    Raises:
        FileRefused: too large, empty, damaged, or of no kind we keep.
    """
    if len(content) > MEGABYTES * 1024 * 1024:
        raise FileRefused(field="file", megabytes=MEGABYTES)
    if content.startswith(PDF) and not pictures_only:
        return Paper(content, "application/pdf", "pdf")
    try:
        drawn = drawn_anew(io.BytesIO(content), kind="JPEG", longest_side=LONGEST_SIDE_OF_PAPERS)
    except PictureInvalid as error:
        raise FileRefused(field="file", megabytes=MEGABYTES) from error
    return Paper(drawn.content, "image/jpeg", "jpg")


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
    """File a PDF or a picture outside media, under a random name.

    Raises:
        FileRefused: see `paper_of`.
    """
    return paper_add(
        title=title,
        paper=paper_of(content),
        enterprise=enterprise,
        expires_on=expires_on,
        actor=actor,
        now=now,
    )


def paper_add(
    *,
    title: str,
    paper: Paper,
    enterprise: Enterprise | None,
    expires_on: date | None,
    actor: Actor,
    now: datetime,
) -> Document:
    """File what `paper_of` has let through; the caller is inside a transaction."""
    digest = hashlib.sha256(paper.content).hexdigest()
    document = Document(
        title=title[:80],
        enterprise=enterprise,
        media_type=paper.media_type,
        size=len(paper.content),
        sha256=digest,
        expires_on=expires_on,
        added_at=now,
        added_by=actor.name,
    )
    name = f"{random_name()}.{paper.ending}"
    document.file.save(name, ContentFile(paper.content), save=False)
    document.save()
    audit.record("brand.document.added", document, actor=actor.name, sha256=digest)
    return document
