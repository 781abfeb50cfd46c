"""Pictures as evidence: decoded, cleaned, seen by buyer and staff only."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from plugins.accounts.public import access_token_for
from plugins.after_sales import picture_store
from plugins.after_sales.models import EvidencePicture
from plugins.after_sales.picture_links import LINKS
from plugins.after_sales.rules.wishes import MOST_PICTURES_A_DAY
from plugins.after_sales.services.picture_keep import picture_keep, pictures_forget_unused
from plugins.kernel import picture_http
from plugins.kernel.pictures import LARGEST_BYTES, PictureInvalid, PictureNotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(picture_store, "evidence_folder", lambda: tmp_path / "evidence")
    return tmp_path / "evidence"


def drawn(kind="JPEG", size=(60, 40), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "#a33").save(out, format=kind, **options)
    out.seek(0)
    return out


def moving(kind):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("#a33", "#3a3")]
    out = io.BytesIO()
    frames[0].save(out, format=kind, save_all=True, append_images=frames[1:], duration=100)
    out.seek(0)
    return out


def send(user, content, name="peach.jpg", kind="image/jpeg"):
    headers = {"Authorization": f"JWT {access_token_for(user)}"} if user else {}
    return Client().post(
        "/after-sales/pictures/",
        {"picture": SimpleUploadedFile(name, content, kind)},
        headers=headers,
    )


def code_of(response):
    return response.json()["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_is_kept_as_webp_and_shown_by_its_address(buyer_li, folder, kind):
    answer = send(buyer_li, drawn(kind).read())

    assert answer.status_code == 201
    stored = EvidencePicture.objects.get()
    assert (answer.json()["id"], stored.buyer, stored.case) == (stored.name, buyer_li, None)
    shown = Client().get(answer.json()["url"])
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert shown["Cache-Control"].startswith("private")
    with Image.open(io.BytesIO(b"".join(shown.streaming_content))) as picture:
        assert (picture.format, picture.size) == ("WEBP", (60, 40))
    [path] = folder.rglob("*.webp")
    assert (path.stat().st_mode & 0o777, path.stem) == (0o600, stored.name)


def test_where_it_was_taken_is_not_kept_and_it_stands_upright(buyer_li, folder):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "李晓梅的家"
    picture_keep(buyer=buyer_li, file=drawn(exif=exif), now=timezone.now())

    [path] = folder.rglob("*.webp")
    with Image.open(path) as kept:
        assert kept.size == (40, 60)
        assert len(kept.getexif()) == 0
        assert not kept.info.get("exif")


def test_only_the_first_frame_is_kept(buyer_li, folder):
    picture_keep(buyer=buyer_li, file=moving("GIF"), now=timezone.now())

    [path] = folder.rglob("*.webp")
    with Image.open(path) as kept:
        assert kept.n_frames == 1
        assert kept.getpixel((5, 5))[0] > 120


def test_pictures_that_move_are_refused_but_for_gif(buyer_li, folder):
    with pytest.raises(PictureInvalid, match="several frames"):
        picture_keep(buyer=buyer_li, file=moving("WEBP"), now=timezone.now())

    assert list(folder.rglob("*.webp")) == []


def test_large_photo_is_made_smaller(buyer_li):
    stored = picture_keep(buyer=buyer_li, file=drawn(size=(5000, 2500)), now=timezone.now())

    assert (stored.width, stored.height) == (2560, 1280)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n" + b"0" * 50,
        drawn("TIFF").getvalue(),
        drawn("JPEG", size=(400, 400)).getvalue()[:700],
    ],
    ids=["empty", "svg", "broken png", "tiff", "cut off"],
)
def test_what_is_no_whole_picture_is_refused(buyer_li, folder, content):
    with pytest.raises(PictureInvalid):
        picture_keep(buyer=buyer_li, file=io.BytesIO(content), now=timezone.now())

    assert EvidencePicture.objects.count() == 0
    assert list(folder.rglob("*")) == []


def test_too_many_pixels_are_refused_from_the_header(buyer_li):
    bomb = drawn("PNG", size=(5001, 5000), compress_level=9)

    with pytest.raises(PictureInvalid, match="像素过多"):
        picture_keep(buyer=buyer_li, file=bomb, now=timezone.now())


def test_too_large_a_file_is_refused_before_decoding(buyer_li):
    answer = send(buyer_li, drawn().getvalue() + b"0" * LARGEST_BYTES)

    assert (answer.status_code, code_of(answer)) == (400, "PICTURE_INVALID")
    assert EvidencePicture.objects.count() == 0


def test_nobody_sends_pictures_without_a_login(db):
    answer = send(None, drawn().read())

    assert (answer.status_code, code_of(answer)) == (401, "LOGIN_REQUIRED")
    forged = Client().post("/after-sales/pictures/", {}, headers={"Authorization": "JWT x.y.z"})
    assert (forged.status_code, code_of(forged)) == (401, "TOKEN_REFUSED")


def test_missing_file_is_named(buyer_li):
    headers = {"Authorization": f"JWT {access_token_for(buyer_li)}"}

    answer = Client().post("/after-sales/pictures/", {"other": "x"}, headers=headers)

    assert (answer.status_code, code_of(answer)) == (400, "PICTURE_INVALID")
    assert Client().get("/after-sales/pictures/").status_code == 405


def test_day_has_its_share(buyer_li, buyer_zhou):
    now = timezone.now()
    EvidencePicture.objects.bulk_create(
        EvidencePicture(name=f"{number:032}", buyer=buyer_li, width=1, height=1, uploaded_at=now)
        for number in range(MOST_PICTURES_A_DAY)
    )

    refused = send(buyer_li, drawn().read())

    assert (refused.status_code, code_of(refused)) == (429, "PICTURES_TOO_MANY")
    assert send(buyer_zhou, drawn().read()).status_code == 201
    assert picture_keep(buyer=buyer_li, file=drawn(), now=now + timedelta(days=1, seconds=1))


def test_forged_and_expired_addresses_show_nothing(buyer_li, monkeypatch):
    url = send(buyer_li, drawn().read()).json()["url"]

    assert Client().get(url[:-3] + "xx/").status_code == 404
    monkeypatch.setattr(picture_http, "LASTS_SECONDS", -1)
    assert Client().get(url).status_code == 404
    with pytest.raises(PictureNotFound):
        LINKS.name_in("../../secrets/django")


def test_pictures_of_a_case_are_the_buyers_own_and_used_once(mahua, ask, buyer_li, buyer_zhou):
    now = timezone.now()
    mine = picture_keep(buyer=buyer_li, file=drawn(), now=now)
    theirs = picture_keep(buyer=buyer_zhou, file=drawn(), now=now)

    with pytest.raises(PictureNotFound):
        ask({mahua: 1}, pictures=[mine.name, theirs.name])
    case = ask({mahua: 1}, pictures=[mine.name])
    with pytest.raises(PictureNotFound):
        ask({mahua: 1}, pictures=[mine.name])

    assert [picture.name for picture in case.pictures.all()] == [mine.name]


def test_unused_pictures_are_forgotten_after_two_days(mahua, ask, buyer_li, folder):
    now = timezone.now()
    used = picture_keep(buyer=buyer_li, file=drawn(), now=now - timedelta(days=3))
    picture_keep(buyer=buyer_li, file=drawn(), now=now - timedelta(days=3))
    fresh = picture_keep(buyer=buyer_li, file=drawn(), now=now)
    ask({mahua: 1}, pictures=[used.name])

    assert pictures_forget_unused(now=now) == 1

    kept = {used.name, fresh.name}
    assert {path.stem for path in folder.rglob("*.webp")} == kept
    assert set(EvidencePicture.objects.values_list("name", flat=True)) == kept
