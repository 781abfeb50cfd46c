"""What is sent and never used does not stay for ever; what a submission shows does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from plugins.listings.models import ListingPicture
from plugins.listings.services.picture_keep import picture_keep, pictures_forget_unused
from plugins.listings.services.submission_save import submission_save
from tests.unit.listings.conftest import NOW, drawn

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=7, seconds=1)


def test_a_picture_in_no_submission_goes_after_a_week(owner_wang, drafted, pictures_at):
    shown = drafted(owner_wang).content["pictures"][0]
    stray = picture_keep(actor=owner_wang, file=drawn("#363"), now=NOW)

    assert pictures_forget_unused(now=NOW + timedelta(days=7)) == 0
    assert pictures_forget_unused(now=LATER) == 1

    assert [each.name for each in ListingPicture.objects.all()] == [shown]
    assert pictures_at.path_of(shown).is_file()
    assert not pictures_at.path_of(stray.name).exists()


def test_a_picture_taken_out_of_an_edit_stays_with_what_is_live(owner_wang, drafted):
    submission = drafted(owner_wang)
    [first] = submission.content["pictures"]
    submission.base = submission.content
    submission.save(update_fields=["base"])
    other = picture_keep(actor=owner_wang, file=drawn("#363"), now=NOW)
    submission_save(
        actor=owner_wang,
        submission_id=submission.pk,
        changes={"pictures": [other.name]},
        version=submission.version,
        now=NOW,
    )

    assert pictures_forget_unused(now=LATER) == 0
    assert {each.name for each in ListingPicture.objects.all()} == {first, other.name}
