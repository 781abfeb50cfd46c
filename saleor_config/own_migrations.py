"""Only our own apps get new migrations.

Saleor's models read settings (the default language is one), so Django would
detect changes in them and write migrations into the installed package.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.autodetector import MigrationAutodetector

OWN_LABEL_PREFIX = "mall_"


class OwnAppsAutodetector(MigrationAutodetector):
    """Detects changes of apps labelled `mall_…` and of no other."""

    def add_operation(self, app_label: str, *args: Any, **kwargs: Any) -> None:
        if app_label.startswith(OWN_LABEL_PREFIX):
            super().add_operation(app_label, *args, **kwargs)
