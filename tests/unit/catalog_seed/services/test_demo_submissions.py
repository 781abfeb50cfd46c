"""The demonstration's submissions go through the services and are made once."""

import pytest
from saleor.account.models import User

from catalog_seed.services.demo_submissions import demo_submissions_load
from plugins.brand.models import Enterprise
from plugins.kernel.pictures import PictureFolder
from plugins.listings.models import Submission
from plugins.listings.public import listings_adopt
from plugins.listings.services import goods_pictures, picture_keep
from plugins.marketplace.public import actor_for, member_add
from tests.fixtures.catalogue import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(small_shop, tmp_path, monkeypatch):
    """The owner of an enterprise that makes both goods of the small shop."""
    folder = PictureFolder(tmp_path / "submissions")
    for module in (picture_keep, goods_pictures):
        monkeypatch.setattr(module, "picture_folder", lambda: folder)
    User.objects.create_user("brand@example.com", "Lakeside-plum-7", is_staff=True)
    enterprise = Enterprise.objects.get()
    assert listings_adopt(actor="system:test", now=NOW) == 2
    user = User.objects.create_user("owner@example.com", "Lakeside-plum-7")
    user.is_active = True
    user.save()
    member_add(
        enterprise_id=enterprise.pk, user=user, roles=["owner"], actor="system:test", now=NOW
    )
    return actor_for(user=user, enterprise_id=enterprise.pk)


@pytest.mark.parametrize(
    ("slug", "states"),
    [
        ("zhaoshan-taoshe", {"draft", "submitted", "changes_asked"}),
        ("keling-jiaofang", {"in_review", "rejected", "withdrawn"}),
        ("tangxia-qing", {"submitted", "approved"}),
    ],
)
def test_enterprise_has_a_submission_in_each_of_its_states(owner, slug, states):
    demo_submissions_load(actor=owner, slug=slug, now=NOW)
    made = set(Submission.objects.values_list("pk", "state"))

    demo_submissions_load(actor=owner, slug=slug, now=NOW)

    assert {state for _, state in made} == states
    assert set(Submission.objects.values_list("pk", "state")) == made


def test_without_an_office_there_is_nothing_to_show(owner):
    User.objects.filter(email="brand@example.com").delete()

    demo_submissions_load(actor=owner, slug="tangxia-qing", now=NOW)

    assert not Submission.objects.exists()
