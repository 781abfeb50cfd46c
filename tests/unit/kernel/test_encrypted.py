"""Encrypted columns: unreadable in the database, plain in Python, rotated without a stop."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from plugins.kernel import crypto, key_rotation
from plugins.kernel.crypto import Undecryptable
from plugins.kernel.encrypted import EncryptedTextField, NotSearchable
from plugins.wechat.models import WechatIdentity

PHONE = "+8613800001234"
OLD, NEW = "o" * 40, "n" * 40


@pytest.fixture
def ring(settings):
    """Set the key ring: `ring(NEW, OLD)`."""

    def turn(*secrets):
        settings.DATA_KEYS = list(secrets)

    turn(OLD)
    return turn


@pytest.fixture
def identity(ring, buyer_li):
    now = timezone.now()
    return WechatIdentity.objects.create(
        app_id="wx", openid="o1", user=buyer_li, phone=PHONE, created_at=now, last_login_at=now
    )


def stored(column="phone"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM mall_wechat_wechatidentity ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_the_database_holds_nothing_readable(identity):
    [raw] = stored()

    assert raw.startswith("enc1:")
    assert "13800001234" not in raw
    identity.refresh_from_db()
    assert identity.phone == PHONE
    assert list(WechatIdentity.objects.values_list("phone", flat=True)) == [PHONE]


def test_equal_numbers_look_different_and_are_found_by_their_index(identity, buyer_zhou):
    now = timezone.now()
    WechatIdentity.objects.create(
        app_id="wx", openid="o2", user=buyer_zhou, phone=PHONE, created_at=now, last_login_at=now
    )

    assert len(set(stored())) == 2
    field = WechatIdentity._meta.get_field("phone_index")
    assert WechatIdentity.objects.filter(phone_index__in=field.any_of(PHONE)).count() == 2
    assert (
        WechatIdentity.objects.filter(phone_index__in=field.any_of("+8613900000000")).count() == 0
    )
    assert "13800001234" not in "".join(stored("phone_index"))


def test_the_text_cannot_be_searched(identity):
    assert WechatIdentity.objects.filter(phone="").count() == 0
    assert WechatIdentity.objects.exclude(phone="").count() == 1
    with pytest.raises(NotSearchable):
        WechatIdentity.objects.filter(phone=PHONE).count()
    with pytest.raises(Exception, match="contains"):
        WechatIdentity.objects.filter(phone__contains="138").count()


def test_nothing_stays_nothing(identity):
    WechatIdentity.objects.update(phone="")

    assert stored() == [""]


def test_a_value_moved_to_another_column_is_refused(identity):
    with pytest.raises(Undecryptable):
        crypto.decrypt(stored()[0], column="mall_brand.objection.contact")


def test_a_changed_value_is_refused(identity):
    raw = stored()[0]
    changed = raw[:-6] + ("A" if raw[-6] != "A" else "B") + raw[-5:]

    with pytest.raises(Undecryptable):
        crypto.decrypt(changed, column="mall_wechat.wechatidentity.phone")


def test_keys_are_rotated_and_the_old_one_can_go(identity, ring):
    before, index = stored()[0], stored("phone_index")[0]
    ring(NEW, OLD)
    field = WechatIdentity._meta.get_field("phone_index")
    assert WechatIdentity.objects.filter(phone_index__in=field.any_of(PHONE)).count() == 1
    out = StringIO()

    call_command("rotate_keys", stdout=out)

    assert "mall_wechat.wechatidentity.phone: 1/1" in out.getvalue()
    assert stored()[0] != before
    assert stored("phone_index")[0] != index
    ring(NEW)
    assert WechatIdentity.objects.get().phone == PHONE
    assert WechatIdentity.objects.filter(phone_index__in=field.any_of(PHONE)).count() == 1


def test_a_run_that_was_ended_goes_on(identity, ring, buyer_zhou, monkeypatch):
    now = timezone.now()
    WechatIdentity.objects.create(
        app_id="wx", openid="o2", user=buyer_zhou, phone=PHONE, created_at=now, last_login_at=now
    )
    ring(NEW, OLD)
    monkeypatch.setattr(key_rotation, "BATCH", 1)
    [column] = [
        each
        for each in key_rotation.encrypted_columns()
        if each.label == "mall_wechat.wechatidentity.phone"
    ]

    assert next(key_rotation.rotate(column)) == 1
    assert key_rotation.left(column) == 1
    assert list(key_rotation.rotate(column)) == [1]
    assert key_rotation.left(column) == 0


def test_a_key_removed_too_early_says_so(identity, ring):
    ring(NEW)

    with pytest.raises(Undecryptable, match="no key"):
        WechatIdentity.objects.get()


def test_what_was_there_before_is_read_and_encrypted_by_the_rotation(identity):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mall_wechat_wechatidentity SET phone = %s", [PHONE])
    assert WechatIdentity.objects.get().phone == PHONE

    call_command("rotate_keys", stdout=StringIO())

    assert stored()[0].startswith("enc1:")


def test_the_length_is_that_of_the_plain_text():
    field = EncryptedTextField(max_length=3)

    with pytest.raises(ValidationError):
        field.run_validators("abcd")
    field.run_validators("abc")


def test_a_new_key_is_long_enough(db):
    out = StringIO()

    call_command("rotate_keys", new_key=True, stdout=out)

    assert len(out.getvalue().strip()) >= 40
