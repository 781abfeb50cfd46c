"""Forms and pictures of the enterprises' console, as a member who means ill."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st
from saleor.account.models import User

from plugins.listings.services.submission_start import listing_draft
from tests.security.fuzz.answers import ask
from tests.security.fuzz.runner import run
from tests.security.fuzz.test_fuzz_addresses import can_be_sent, files
from tests.security.fuzz.values import TEXTS
from tests.unit.listings.conftest import NOW, goods_hand, orchard, owner_wang, pictures_at

__all__ = ["goods_hand", "orchard", "owner_wang", "pictures_at"]
#: Beside the wizard's steps; each is asked which fields its forms have.
PAGES = ("orders/", "after-sales/", "fapiao/", "goods/", "members/", "licences/new/", "notices/",
         "reviews/", "settlement/", "switch/")  # fmt: skip
STEPS = ("basics", "variants", "label", "pictures")
FIELD = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([\w-]+)"')


@pytest.fixture
def member(owner_wang):
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=owner_wang.user_id))
    return client


@pytest.fixture
def steps(goods_hand):
    submission = listing_draft(actor=goods_hand, now=NOW)
    return {step: reverse("enterprise:wizard", args=[submission.pk, step]) for step in STEPS}


def test_enterprise_forms(member, steps, pictures_at):
    def check(entry, given):
        path, method, _ = entry
        ask(lambda: getattr(member, method)(path, given))

    cases = []
    for path in (*steps.values(), *(f"/enterprise/{page}" for page in PAGES)):
        shown = member.get(path)
        names = {*FIELD.findall(shown.content.decode()), "q", "page", "show", "enterprise"}
        fields = st.dictionaries(st.sampled_from(sorted(names)), TEXTS.filter(can_be_sent))
        cases += [((path, method, len(names)), fields) for method in ("get", "post")]
    run("test_enterprise_forms", cases, check, examples=1)


def test_pictures_of_goods(member, steps, pictures_at):
    def check(path, given):
        name, content, kind = given
        file = SimpleUploadedFile(name, content, content_type=kind)
        ask(lambda: member.post(path, {"version": "0", "pictures": file}))

    run("test_pictures_of_goods", [(steps["pictures"], files())], check, examples=25)
