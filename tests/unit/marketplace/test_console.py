"""The people's page and the way in by an invitation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from saleor.account.models import User

from plugins.marketplace.models import Invitation, Member
from plugins.marketplace.services.invitation_send import invitation_send
from tests.unit.marketplace.conftest import code_from_mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def browser(actor) -> Client:
    client = Client()
    user = User.objects.get(pk=actor.user_id)
    client.force_login(user)
    return client


@pytest.fixture
def code(owner_wang):
    """What the mail to the invited says: `code("new@orchard.example")`."""

    def make(email: str) -> str:
        invitation = invitation_send(
            actor=owner_wang, email=email, roles=["goods"], now=timezone.now()
        )
        return code_from_mail(invitation)

    return make


def accept(code: str, **data):
    client = Client()
    return client, client.post(f"/enterprise/invitation/{code}/", data)


def test_invited_stranger_makes_an_account_and_is_in(code):
    way = code("new@orchard.example")
    page = Client().get(f"/enterprise/invitation/{way}/").content.decode()
    assert "设一个密码" in page
    assert "new@orchard.example" not in page  # masked, whoever holds the link

    client, answer = accept(way, name="钱师傅", password="Copper-lake-2026")

    assert answer.url == "/enterprise/"
    assert "沼山桃社" in client.get("/enterprise/").content.decode()
    assert Member.objects.get(user__email="new@orchard.example").roles == ["goods"]
    assert Client().get(f"/enterprise/invitation/{way}/").status_code == 404


def test_invited_buyer_proves_to_be_the_account_by_its_password(code, buyer_li):
    way = code(buyer_li.email)
    client, refused = accept(way, password="wrong")
    assert "密码不正确" in refused.content.decode()
    assert client.get("/enterprise/").status_code == 302

    client, answer = accept(way, password="Lakeside-plum-7")

    assert answer.status_code == 302
    assert client.get("/enterprise/").status_code == 200


def test_password_cannot_be_guessed_through_an_invitation(code, buyer_li):
    way = code(buyer_li.email)
    for _ in range(5):
        accept(way, password="wrong")

    _, answer = accept(way, password="Lakeside-plum-7")

    assert answer.status_code == 200
    assert not Member.objects.filter(user=buyer_li).exists()


def test_weak_password_makes_no_account(code):
    _, answer = accept(code("new@orchard.example"), name="钱", password="123")

    assert "密码不符合要求" in answer.content.decode()
    assert not User.objects.filter(email="new@orchard.example").exists()


def test_lapsed_and_guessed_codes_get_one_answer(code):
    way = code("new@orchard.example")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert accept(way, name="x", password="Copper-lake-2026")[1].status_code == 404
    assert accept("guess", name="x", password="Copper-lake-2026")[1].status_code == 404


def test_owner_invites_changes_roles_and_removes(owner_wang, packer_liu):
    client = browser(owner_wang)
    client.post("/enterprise/members/invite/", {"email": "a@b.example", "roles": ["goods"]})
    invitation = Invitation.objects.get()
    page = client.get("/enterprise/members/").content.decode()
    assert "邀请成员" in page
    assert "liu@orchard.example" not in page

    client.post(
        f"/enterprise/members/{packer_liu.member_id}/roles/", {"roles": ["orders", "goods"]}
    )
    assert Member.objects.get(pk=packer_liu.member_id).roles == ["goods", "orders"]
    client.post(f"/enterprise/members/{packer_liu.member_id}/remove/")
    client.post(f"/enterprise/members/invitations/{invitation.pk}/withdraw/")

    assert Member.objects.get(pk=packer_liu.member_id).state == "left"
    assert Invitation.objects.get().state == "withdrawn"


def test_last_owner_reads_why_she_cannot_leave(owner_wang):
    answer = browser(owner_wang).post(
        f"/enterprise/members/{owner_wang.member_id}/remove/", follow=True
    )

    assert "至少要有一名负责人" in answer.content.decode()
    assert Member.objects.get().state == "active"


def test_packer_manages_nobody(owner_wang, packer_liu):
    client = browser(packer_liu)

    assert "邀请成员" not in client.get("/enterprise/members/").content.decode()
    for url in (
        "/enterprise/members/invite/",
        f"/enterprise/members/{owner_wang.member_id}/remove/",
        f"/enterprise/members/{owner_wang.member_id}/roles/",
    ):
        answer = client.post(url, {"email": "a@b.example", "roles": ["owner"]})
        assert answer.status_code == 403

    assert not Invitation.objects.exists()


def test_removed_member_is_out_at_once(owner_wang, packer_liu):
    client = browser(packer_liu)
    assert client.get("/enterprise/").status_code == 200

    browser(owner_wang).post(f"/enterprise/members/{packer_liu.member_id}/remove/")

    assert client.get("/enterprise/").status_code == 302


def test_forms_are_refused_without_the_token(owner_wang):
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(pk=owner_wang.user_id))

    answer = client.post("/enterprise/members/invite/", {"email": "a@b.example"})

    assert answer.status_code == 403
    assert not Invitation.objects.exists()
