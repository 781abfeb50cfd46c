"""Somebody sees the brand where it may not be, and the office acts."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from plugins.brand import errors
from plugins.brand.actors import Role
from plugins.brand.cabinet import private_storage
from plugins.brand.models import Document, MisuseReport, WarningLetter
from plugins.brand.rules.misuse import ReportFacts, report_checked, report_number
from plugins.brand.services.document_add import paper_of
from plugins.brand.services.misuse_report import (
    misuse_close,
    misuse_decide,
    misuse_investigate,
    misuse_report_file,
    misuse_warn,
)
from plugins.brand.states import MisuseState
from plugins.kernel.models import AuditEntry
from plugins.kernel.pictures import LONGEST_SIDE_OF_PAPERS
from plugins.kernel.transitions import MoveRefused
from saleor_config.home import ShopHome
from tests.unit.brand.conftest import MONDAY, person

FACTS = ReportFacts(
    place="某平台“真冶里集”店",
    description="没有授权却印着冶里集标志",
    certificate_number="YLJ-2020-0001",
    name="周强",
    contact="13900001234",
)


@pytest.fixture(autouse=True)
def cabinet(tmp_path, monkeypatch):
    cache.clear()
    monkeypatch.setattr(settings, "SHOP_HOME", ShopHome(tmp_path))
    monkeypatch.setattr(Document._meta.get_field("file"), "storage", private_storage())
    return tmp_path / "documents"


@pytest.fixture
def officer(db):
    return person("officer@daye.invalid", Role.HANDLE_MISUSE)


@pytest.fixture
def report(db):
    return misuse_report_file(facts=FACTS, pictures=[], random_digits=7, now=MONDAY)


def picture(size=(300, 200), kind="PNG", **more) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, kind, **more)
    return file.getvalue()


def test_picture_is_written_anew_without_its_metadata():
    exif = Image.Exif()
    exif[0x0110] = "Phone of Zhou"
    exif[0x0112] = 6  # lies on its side

    clean = paper_of(picture((7200, 144), "JPEG", exif=exif)).content

    assert b"Phone of Zhou" not in clean
    with Image.open(io.BytesIO(clean)) as upright:
        assert upright.format == "JPEG"
        assert upright.size == (72, LONGEST_SIDE_OF_PAPERS)
        assert not upright.getexif()


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"%PDF-1.7", picture()[:60], picture((20_000, 2_001))]
)
def test_anything_but_a_sound_picture_is_refused(content):
    with pytest.raises(errors.FileRefused):
        paper_of(content, pictures_only=True)


@pytest.mark.parametrize(
    ("place", "text"), [("", "印着标志的假货"), ("集市", "假"), ("集", "假" * 1001)]
)
def test_report_says_where_and_what(place, text):
    with pytest.raises(errors.ReportIncomplete):
        report_checked(place=place, description=text, certificate_number="", name="", contact="")


def test_number_is_not_to_be_counted_on():
    assert report_number(day=date(2026, 3, 9), random_digits=42) == "JB26030900000042"


def test_report_is_kept_with_its_pictures_outside_media(db, cabinet):
    report = misuse_report_file(
        facts=FACTS, pictures=[picture(), picture()], random_digits=7, now=MONDAY
    )

    files = [path for path in cabinet.rglob("*") if path.is_file()]
    assert report.evidence.count() == 2
    assert all(path.read_bytes().startswith(b"\xff\xd8\xff") for path in files)
    assert FACTS.contact not in str(list(AuditEntry.objects.values()))


def test_one_bad_picture_keeps_the_whole_report_out(db):
    with pytest.raises(errors.FileRefused):
        misuse_report_file(facts=FACTS, pictures=[picture(), b"no"], random_digits=7, now=MONDAY)

    assert not MisuseReport.objects.exists()
    assert not Document.objects.exists()


def test_confirmed_case_is_warned_and_closed(report, brand, officer):
    misuse_investigate(report_id=report.pk, actor=officer)
    misuse_decide(
        report_id=report.pk,
        is_confirmed=True,
        finding="该店未经授权印制品牌标志。",
        licence=None,
        actor=officer,
        now=MONDAY,
    )
    letter = misuse_warn(
        report_id=report.pk,
        addressee="真冶里集店",
        answer_by=date(2026, 3, 20),
        actor=officer,
        now=MONDAY,
    )
    misuse_close(report_id=report.pk, reason="已下架并书面承诺", actor=officer)

    report.refresh_from_db()
    assert report.state == MisuseState.CLOSED.value
    for said in ("真冶里集店：", "该店未经授权印制品牌标志。“冶里集”", "商标法", "2026年3月20日"):
        assert said in letter.text


def test_unfounded_report_is_over(report, officer):
    misuse_decide(
        report_id=report.pk,
        is_confirmed=False,
        finding="所见为授权商品",
        licence=None,
        actor=officer,
        now=MONDAY,
    )

    with pytest.raises(MoveRefused):
        misuse_investigate(report_id=report.pk, actor=officer)


def test_nobody_is_warned_before_the_case_is_confirmed_or_twice(report, brand, officer):
    def warn():
        misuse_warn(
            report_id=report.pk,
            addressee="真冶里集店",
            answer_by=date(2026, 3, 20),
            actor=officer,
            now=MONDAY,
        )

    with pytest.raises(MoveRefused):
        warn()

    assert not WarningLetter.objects.exists()


def test_cases_are_handled_with_the_role_only(report):
    stranger = person("stranger@daye.invalid", Role.SUPERVISE)

    with pytest.raises(errors.PermissionLacking):
        misuse_investigate(report_id=report.pk, actor=stranger)

    report.refresh_from_db()
    assert report.state == MisuseState.RECEIVED.value


def send(client, **more):
    fields = {"place": "集市东口", "description": "印着标志的散装桃", **more}
    return client.post("/brand/report", fields)


def test_public_form_takes_a_report_with_a_picture(db):
    photo = SimpleUploadedFile("a.png", picture(), content_type="image/png")

    answer = send(Client(), pictures=[photo])

    report = MisuseReport.objects.get()
    assert report.number in answer.content.decode()
    assert report.evidence.count() == 1


def test_public_form_says_what_is_wrong_and_keeps_what_was_written(db):
    answer = send(Client(), description="假")

    text = answer.content.decode()
    assert answer.status_code == 400
    assert "请写明在哪里看到" in text
    assert "集市东口" in text
    assert not MisuseReport.objects.exists()


def test_reports_of_one_address_are_limited(db):
    client = Client()
    for _ in range(5):
        assert send(client).status_code == 200

    assert send(client).status_code == 429
    assert MisuseReport.objects.count() == 5
