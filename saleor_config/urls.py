"""The addresses of the shop."""

from __future__ import annotations

from django.urls import include, path

from .capabilities import capability_classes
from .door.registry import load_documents
from .door.views import PublicDoor, StaffDoor
from .health import healthz, readyz
from .media import media
from .schema import schema

documents = load_documents(schema)

handler403 = "brand_theme.console.refusals.forbidden"
handler404 = "brand_theme.console.refusals.not_found"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("graphql/", PublicDoor.as_view(schema=schema, documents=documents), name="public-api"),
    # Saleor reverses the name "api" to learn where app tokens are accepted.
    path("staff/graphql/", StaffDoor.as_view(schema=schema), name="api"),
    path("media/<path:path>", media, name="media"),
    *(path("", include(config.urls)) for config in capability_classes() if config.urls),
]
