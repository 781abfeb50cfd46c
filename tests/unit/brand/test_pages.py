"""What the public sees: every state plainly said, old codes answering, no trawling."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from freezegun import freeze_time

from plugins.brand.clock import midnight
from plugins.brand.selectors.verification import verify
from plugins.brand.services.enterprise_suspend import enterprise_suspend
from plugins.brand.services.licence_supervise import (
    licence_rectify,
    licence_revoke,
    licence_suspend,
    licence_withdraw,
)
from plugins.brand.web.answers import LOOKUPS_A_MINUTE
from tests.unit.brand.conftest import MONDAY, OFFICE

START = midnight(date(2026, 3, 17))
LATER = START + timedelta(days=10)


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def licensed(office, peach_coop, bare_goods, made_by):
    made_by(peach_coop, bare_goods("狗血桃").product)
    return office.certified(peach_coop)


def page(path: str, at=LATER):
    with freeze_time(at):
        return Client().get(path)


def status_of(certificate, at=LATER) -> str:
    with freeze_time(at):
        answer = Client().get("/api/verify", {"q": certificate.number})
    return answer.json()["status"]


def test_valid_certificate_is_shown_with_what_it_covers(licensed):
    _, certificate = licensed

    answer = page(f"/verify/{certificate.code}")

    text = answer.content.decode()
    assert answer.status_code == 200
    for said in (
        "授权有效",
        "Valid:",
        "大冶市沼山桃种植专业合作社",
        "鲜果",
        "2027年3月16日",
        "狗血桃",
    ):
        assert said in text
    assert "13800001234" not in text


def test_codes_are_read_as_typed_and_numbers_as_printed(licensed):
    _, certificate = licensed
    typed = "-".join(certificate.code[at : at + 5].lower() for at in range(0, 20, 5))

    assert verify(asked=typed, at=LATER).number == certificate.number
    assert verify(asked=f" {certificate.number.lower()} ", at=LATER).code == certificate.code


def test_every_state_is_said_plainly(licensed, office):
    licence, certificate = licensed
    on = {"licence_id": licence.pk, "reason": "检查", "now": LATER}

    assert status_of(certificate, START - timedelta(seconds=1)) == "not_yet"
    assert status_of(certificate) == "valid"
    assert status_of(certificate, certificate.ends_at) == "expired"
    licence_suspend(actor=office.supervisor, **on)
    assert status_of(certificate) == "suspended"
    assert "授权已停用" in page(f"/verify/{certificate.code}").content.decode()
    licence_revoke(actor=office.supervisor, **on)
    assert status_of(certificate) == "revoked"
    assert status_of(certificate, certificate.ends_at) == "revoked"


def test_withdrawn_and_suspended_enterprises_are_told_apart(licensed, office, peach_coop):
    licence, certificate = licensed
    enterprise_suspend(
        enterprise_id=peach_coop.pk, reason="抽检", actor=office.supervisor, now=LATER
    )
    assert status_of(certificate) == "suspended"

    licence_withdraw(licence_id=licence.pk, reason="转产", actor=OFFICE, now=LATER)

    assert status_of(certificate) == "withdrawn"


def test_qr_answer_changes_at_midnight_with_the_goods(licensed):
    _, certificate = licensed
    lapse = midnight(date(2026, 9, 10))

    assert status_of(certificate, lapse - timedelta(seconds=1)) == "valid"
    assert status_of(certificate, lapse) == "suspended"


def test_no_answer_is_kept_past_the_next_change(licensed, office):
    licence, certificate = licensed
    licence_rectify(
        licence_id=licence.pk,
        rectify_by=date(2026, 4, 10),
        reason="标签",
        actor=office.supervisor,
        now=LATER,
    )
    almost = midnight(date(2026, 4, 11)) - timedelta(seconds=20)

    assert page(f"/verify/{certificate.code}", almost)["Cache-Control"] == "public, max-age=20"
    assert page("/brand/", almost)["Cache-Control"] == "public, max-age=20"
    assert page(f"/verify/{certificate.code}")["Cache-Control"] == "public, max-age=60"


def test_unknown_number_is_not_found_and_escaped(db):
    answer = Client().get("/verify/", {"q": "<script>YLJ"})

    assert answer.status_code == 404
    text = answer.content.decode()
    assert "查无此证" in text
    assert "<script>" not in text
    assert Client().get("/api/verify", {"q": "x"}).json()["certificate"] is None


def test_look_ups_of_one_address_are_limited(db):
    client = Client()
    with freeze_time(MONDAY):
        for _ in range(LOOKUPS_A_MINUTE):
            assert client.get("/verify/NOSUCHCODE").status_code == 404

        assert client.get("/verify/NOSUCHCODE").status_code == 429
        assert client.get("/api/verify?q=x").status_code == 429
        assert Client(REMOTE_ADDR="10.1.1.1").get("/verify/NOSUCHCODE").status_code == 404


def test_wall_and_matrix_show_who_is_licensed_now(licensed, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        wall = page("/brand/").content.decode()
    with django_assert_max_num_queries(8):
        matrix = page("/brand/matrix").content.decode()

    assert "沼山桃社" in wall
    assert licensed[1].number in wall
    assert "至 2027.3.16" in wall
    assert "沼山桃社" in matrix
    assert "沼山桃社" not in page("/brand/", midnight(date(2026, 9, 10))).content.decode()
    assert "沼山桃社" not in page("/brand/matrix", midnight(date(2026, 9, 10))).content.decode()


def test_revocations_are_published(licensed, office):
    licence, certificate = licensed
    assert "没有被撤销的授权" in page("/brand/revoked").content.decode()

    licence_revoke(licence_id=licence.pk, reason="以外地桃冒充", actor=office.supervisor, now=LATER)

    text = page("/brand/revoked").content.decode()
    assert "以外地桃冒充" in text
    assert certificate.number in text


def test_certificate_is_to_be_had_as_picture_and_pdf(licensed):
    _, certificate = licensed

    png = page(f"/verify/{certificate.code}/certificate.png")
    pdf = page(f"/verify/{certificate.code}/certificate.pdf")

    assert png.content.startswith(b"\x89PNG")
    assert pdf.content.startswith(b"%PDF-")
    assert page("/verify/00000000000000000000/certificate.png").status_code == 302


def test_form_page_asks_this_shop_only(db):
    answer = Client().get("/verify/")

    assert answer.status_code == 200
    assert "form-action 'self'" in answer["Content-Security-Policy"]
    assert Client().post("/verify/").status_code == 405


def test_standards_and_the_way_to_a_licence_are_public(office, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        answer = page("/brand/standards")

    text = answer.content.decode()
    for said in ("分级、无损伤", "不得变形", "公示 5 个工作日", "0714-0000000"):
        assert said in text


def test_without_a_brand_the_page_says_so(db):
    answer = page("/brand/standards")

    assert answer.status_code == 404
    assert "还没有启用品牌" in answer.content.decode()


def test_applications_on_notice_are_published_and_objected_to(office, peach_coop):
    licence = office.noticed(peach_coop)
    with freeze_time(MONDAY):
        assert "大冶市沼山桃种植专业合作社" in Client().get("/brand/notices").content.decode()
        assert Client().get(f"/brand/notices/{peach_coop.slug}").status_code == 200
        empty = Client().post(f"/brand/notices/{peach_coop.slug}", {"text": " "})
        sent = Client().post(
            f"/brand/notices/{peach_coop.slug}", {"text": "用了外地桃", "contact": "13900001234"}
        )

    assert empty.status_code == 400
    assert "异议已收到" in sent.content.decode()
    assert licence.objections.get().text == "用了外地桃"


def test_objections_end_with_the_notice(office, peach_coop):
    licence = office.noticed(peach_coop)
    over = midnight(date(2026, 3, 17))

    with freeze_time(over):
        assert "沼山桃" not in Client().get("/brand/notices").content.decode()
        answer = Client().post(f"/brand/notices/{peach_coop.slug}", {"text": "迟了"})

    assert answer.status_code == 404
    assert licence.objections.count() == 0
