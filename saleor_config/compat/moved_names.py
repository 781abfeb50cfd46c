"""Names that Django renamed or dropped since 3.0.

Symptom: `ImportError` when Saleor, graphene-django or phonenumber_field load.
"""

from __future__ import annotations

import django.conf.urls
import django.contrib.postgres.fields
import django.contrib.postgres.fields.jsonb
import django.db.models
import django.forms.boundfield
import django.forms.forms
import django.urls
import django.utils.encoding
import django.utils.translation

from .targets import replace, restore


def apply() -> None:
    encoding = django.utils.encoding
    restore(encoding, "force_text", encoding.force_str)
    restore(encoding, "smart_text", encoding.smart_str)

    translation = django.utils.translation
    restore(translation, "ugettext", translation.gettext)
    restore(translation, "ugettext_lazy", translation.gettext_lazy)
    restore(translation, "ungettext", translation.ngettext)
    restore(translation, "ungettext_lazy", translation.ngettext_lazy)

    restore(django.conf.urls, "url", django.urls.re_path)
    restore(django.forms.forms, "BoundField", django.forms.boundfield.BoundField)

    json_field = django.db.models.JSONField
    # Still importable for old migrations, but refused by the system checks.
    replace(django.contrib.postgres.fields, "JSONField", json_field)
    replace(django.contrib.postgres.fields.jsonb, "JSONField", json_field)
