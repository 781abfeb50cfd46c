"""What each capability declares is what the shop has."""

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from saleor_config.capabilities import CAPABILITIES, capability_classes
from saleor_config.celery import app


@pytest.mark.parametrize("config", capability_classes(), ids=lambda config: config.label)
def test_label_cannot_clash_with_saleors(config):
    assert config.label.startswith("mall_")
    assert apps.get_app_config(config.label).verbose_name != config.label


def test_list_has_no_capability_twice():
    assert len(set(CAPABILITIES)) == len(CAPABILITIES)


@pytest.mark.parametrize("task", sorted(settings.CELERY_BEAT_SCHEDULE))
def test_every_sweep_is_a_task_that_exists(task):
    app.loader.import_default_modules()

    assert task in app.tasks


PUSHES = [(event, path) for c in capability_classes() for event, path in c.wechat_pushes.items()]


@pytest.mark.parametrize(("event", "path"), PUSHES)
def test_every_push_of_wechat_is_acted_upon_in_one_place(event, path):
    assert callable(import_string(path))
    assert [other for other, _ in PUSHES].count(event) == 1
