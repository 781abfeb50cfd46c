"""Every capability says what it holds about a person, or why it holds nothing."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils.module_loading import import_string

from plugins.kernel.encrypted import EncryptedTextField
from plugins.kernel.personal_data import PersonalData, holders
from saleor_config.capabilities import capability_classes

CONFIGS = capability_classes()


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.label)
def test_one_of_the_two_is_said(config):
    assert bool(config.personal_data) != bool(config.holds_no_person)


@pytest.mark.parametrize(
    "config", [each for each in CONFIGS if each.personal_data], ids=lambda config: config.label
)
def test_holders_can_hand_out_what_they_hold(config):
    holder = import_string(config.personal_data)

    assert issubclass(holder, PersonalData)
    assert holder.held is not PersonalData.held
    assert all(holder.title)
    # Whoever erases nothing says what is kept, and why.
    assert holder.kept or holder.erase is not PersonalData.erase


def buyers_tables(config):
    """Models with a column that names a person, or holds what is worth encrypting."""
    for model in apps.get_app_config(config.label).get_models():
        for field in model._meta.local_fields:
            names_a_buyer = field.related_model is get_user_model() and field.name in (
                "user",
                "buyer",
                "customer",
            )
            if names_a_buyer or isinstance(field, EncryptedTextField):
                yield f"{model.__name__}.{field.name}"


@pytest.mark.parametrize(
    "config", [each for each in CONFIGS if each.holds_no_person], ids=lambda config: config.label
)
def test_who_claims_to_hold_nobody_has_no_such_column(config):
    assert list(buyers_tables(config)) == []


def test_the_account_goes_last():
    """Others find her things by her e-mail, which the account gives up."""
    assert [label for label, _ in holders()][-1] == "mall_privacy"
