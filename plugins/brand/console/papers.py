"""Papers of the cabinet: filed by a form, opened through a view that asks who may."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from brand_theme.console.public import Asked, ReadOnlyModelAdmin, file_field
from plugins.brand.actors import Actor
from plugins.brand.models import Document, Enterprise
from plugins.brand.services.document_add import MEGABYTES, document_add
from plugins.brand.services.document_open import document_open
from plugins.kernel import audit


def paper_field(label: str = "附件", **options: Any) -> Any:
    """Ask for a PDF, JPEG or PNG; the form calls it `file`, as the service does."""
    options = {"required": False, **options}
    words = f"PDF、JPG 或 PNG，最大 {MEGABYTES} MB。"
    return file_field(label, megabytes=MEGABYTES, help_text=words, **options)


def paper_kept(asked: Asked, *, title: str, enterprise: Enterprise | None) -> list[Document]:
    """File what came with a form; nothing when nothing came.

    Raises:
        FileRefused
    """
    file = asked.data.get("file")
    if not file:
        return []
    return [
        document_add(
            title=title,
            content=file.read(),
            enterprise=enterprise,
            expires_on=asked.data.get("expires_on"),
            actor=Actor.of(asked.user),
            now=asked.now,
        )
    ]


def paper_link(owner: models.Model, document: Document | None) -> SafeString | str:
    """Link to a paper of an object, as whoever sees the object's page may open it."""
    if document is None:
        return "—"
    return format_html('<a href="{}">{}</a>', paper_url(owner, document), document.title)


def paper_url(owner: models.Model, document: Document) -> str:
    meta = owner._meta
    name = f"console:{meta.app_label}_{meta.model_name}_paper"
    return reverse(name, args=[owner.pk, document.pk])


class PapersAdmin(ReadOnlyModelAdmin):
    """Objects with papers: who may see the object may open its papers and no others."""

    #: Pictures that are part of a page are seen whenever it is.
    opening_is_audited = True

    def papers_of(self, obj: Any) -> QuerySet[Document]:
        """Return the papers that belong to an object."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        meta = self.model._meta
        paper = path(
            "<int:object_id>/paper/<int:document_id>/",
            self.admin_site.admin_view(self.paper_view),
            name=f"{meta.app_label}_{meta.model_name}_paper",
        )
        return [paper, *super().get_urls()]

    def paper_view(self, request: HttpRequest, object_id: int, document_id: int) -> FileResponse:
        obj = self._object_or_404(request, str(object_id))
        document = self.papers_of(obj).filter(pk=document_id).distinct().first()
        if document is None:
            raise Http404(document_id)
        if self.opening_is_audited:
            file = document_open(document=document, actor=audit.actor_of(request.user))
        else:
            file = document.file.open("rb")
        return paper_response(document, file)


def paper_response(document: Document, file: Any) -> FileResponse:
    """Hand a paper out under its title; its type is the one found when it was filed.

    Pictures are our own drawings and may be looked at; a PDF is as it came, so the
    browser saves it and does not open it within this site.
    """
    ending = document.file.name.rpartition(".")[2]
    return FileResponse(
        file,
        content_type=document.media_type,
        as_attachment=not document.media_type.startswith("image/"),
        filename=f"{document.title}.{ending}",
        headers={"X-Content-Type-Options": "nosniff"},
    )
