import importlib

import pytest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("django.utils.encoding.force_text", "django.utils.encoding.force_str"),
        ("django.utils.encoding.smart_text", "django.utils.encoding.smart_str"),
        ("django.utils.translation.ugettext", "django.utils.translation.gettext"),
        ("django.utils.translation.ugettext_lazy", "django.utils.translation.gettext_lazy"),
        ("django.utils.translation.ungettext", "django.utils.translation.ngettext"),
        ("django.utils.translation.ungettext_lazy", "django.utils.translation.ngettext_lazy"),
        ("django.conf.urls.url", "django.urls.re_path"),
        ("django.forms.forms.BoundField", "django.forms.boundfield.BoundField"),
        ("django.contrib.postgres.fields.JSONField", "django.db.models.JSONField"),
        ("django.contrib.postgres.fields.jsonb.JSONField", "django.db.models.JSONField"),
    ],
)
def test_the_old_name_means_the_new_one(old, new):
    def named(path: str) -> object:
        module, _, name = path.rpartition(".")
        return getattr(importlib.import_module(module), name)

    assert named(old) is named(new)
