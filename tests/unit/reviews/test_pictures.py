"""Pictures of reviews: drawn anew, seen by everybody only while their review is shown."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from plugins.accounts.public import access_token_for
from plugins.reviews.errors import PicturesTooMany
from plugins.reviews.models import PostPicture
from plugins.reviews.rules.windows import MOST_PICTURES_A_DAY
from plugins.reviews.services.picture_keep import picture_keep, pictures_forget_unused
from tests.unit.reviews.conftest import hide, show

pytestmark = pytest.mark.django_db


def drawn(**options):
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#a33").save(out, format="JPEG", **options)
    out.seek(0)
    return out


def send(user):
    headers = {"Authorization": f"JWT {access_token_for(user)}"} if user else {}
    file = SimpleUploadedFile("peach.jpg", drawn().read(), "image/jpeg")
    return Client().post("/reviews/pictures/", {"picture": file}, headers=headers)


def test_picture_is_seen_by_everybody_only_while_its_review_is_shown(
    client, say, peach, buyer_li, picture_files
):
    answer = send(buyer_li).json()
    public = f"/reviews/pictures/{answer['id']}.webp"
    assert client.get(answer["url"]).status_code == 200  # the sender looks at it
    assert client.get(public).status_code == 404
    review = say(peach, pictures=[answer["id"]])
    assert client.get(public).status_code == 404  # it waits

    show(review.post)
    shown = client.get(public)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert "max-age=60" in shown["Cache-Control"]

    hide(review.post)
    assert client.get(public).status_code == 404


def test_metadata_goes(buyer_li, picture_files):
    exif = Image.Exif()
    exif[0x010E] = "大冶市金牛镇东街 8 号"

    kept = picture_keep(buyer=buyer_li, file=drawn(exif=exif), now=timezone.now())

    with Image.open(picture_files.path_of(kept.name)) as stored:
        assert (stored.format, dict(stored.getexif())) == ("WEBP", {})


def test_nobody_sends_without_a_login(db):
    assert send(None).status_code == 401


def test_day_has_its_share(buyer_li):
    now = timezone.now()
    PostPicture.objects.bulk_create(
        PostPicture(name=f"{number:032}", author=buyer_li, width=1, height=1, uploaded_at=now)
        for number in range(MOST_PICTURES_A_DAY)
    )

    with pytest.raises(PicturesTooMany):
        picture_keep(buyer=buyer_li, file=drawn(), now=now)


def test_unused_pictures_are_forgotten_after_two_days(say, peach, buyer_li, picture_files):
    old = timezone.now() - timedelta(days=3)
    used = picture_keep(buyer=buyer_li, file=drawn(), now=old)
    picture_keep(buyer=buyer_li, file=drawn(), now=old)
    say(peach, pictures=[used.name])

    assert pictures_forget_unused(now=timezone.now()) == 1

    assert {path.stem for path in picture_files.root.rglob("*.webp")} == {used.name}
