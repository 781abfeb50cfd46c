"""Refreshes, redemptions and bans at the same moment, by real threads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from saleor.account.models import User

from plugins.accounts.errors import LinkRefused, RefreshRefused
from plugins.accounts.models import LoginSession, RefreshToken
from plugins.accounts.public import Means, session_open, tool_device
from plugins.accounts.services.bans import ban_place
from plugins.accounts.services.links import link_make
from plugins.accounts.services.password_reset import reset_perform
from plugins.accounts.services.registration import register_confirm
from plugins.accounts.services.sessions import session_refresh
from plugins.accounts.states import Purpose
from tests.concurrency.test_order_place_races import race

DEVICE = tool_device("test")

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_refreshes_at_once_get_the_same_successor(buyer_li):
    now = timezone.now()
    pair = session_open(user=buyer_li, device=DEVICE, means=Means.PASSWORD, now=now)

    answers = race(
        *[
            lambda: session_refresh(token=pair.refresh_token, device=DEVICE, now=now)
            for _ in range(6)
        ]
    )

    assert len({answer.refresh_token for answer in answers}) == 1
    assert RefreshToken.objects.filter(used_at=None).count() == 1
    assert LoginSession.objects.get().ended_at is None


def test_after_the_grace_all_lose(buyer_li):
    now = timezone.now()
    pair = session_open(user=buyer_li, device=DEVICE, means=Means.PASSWORD, now=now)
    following = session_refresh(token=pair.refresh_token, device=DEVICE, now=now)
    later = now + timedelta(seconds=11)

    race(
        lambda: session_refresh(token=pair.refresh_token, device=DEVICE, now=later),
        lambda: session_refresh(token=following.refresh_token, device=DEVICE, now=later),
    )

    assert LoginSession.objects.get().end_reason == "reused"
    assert RefreshToken.objects.filter(used_at=None).count() == 1


def test_a_ban_wins_over_refreshes_and_logins(buyer_li, operator_chen):
    now = timezone.now()
    pair = session_open(user=buyer_li, device=DEVICE, means=Means.PASSWORD, now=now)

    race(
        lambda: ban_place(user_id=buyer_li.pk, by=operator_chen, reason="欺诈", now=now),
        lambda: session_refresh(token=pair.refresh_token, device=DEVICE, now=now),
        lambda: session_open(user=buyer_li, device=DEVICE, means=Means.PASSWORD, now=now),
    )

    assert not LoginSession.objects.filter(user=buyer_li, ended_at=None).exists()
    live = RefreshToken.objects.filter(used_at=None).first()
    assert live.session.ended_at is not None


def test_one_link_sets_one_password(buyer_li):
    now = timezone.now()
    token = link_make(purpose=Purpose.RESET, user=buyer_li, email=buyer_li.email, now=now)

    answers = race(
        *[
            lambda n=n: reset_perform(token=token, password=f"Copper-lake-202{n}", now=now)
            for n in range(4)
        ]
    )

    assert sum(isinstance(answer, LinkRefused) for answer in answers) == 3


def test_one_link_makes_one_account(db):
    now = timezone.now()
    token = link_make(purpose=Purpose.REGISTER, user=None, email="w@example.com", now=now)

    answers = race(
        *[
            lambda: register_confirm(
                token=token, password="Copper-lake-2026", first_name="", now=now
            )
            for _ in range(4)
        ]
    )

    assert sum(isinstance(answer, LinkRefused) for answer in answers) == 3
    assert User.objects.filter(email="w@example.com").count() == 1


def test_first_logins_at_once_share_one_key(buyer_li):
    now = timezone.now()

    answers = race(
        *[
            lambda: session_open(user=buyer_li, device=DEVICE, means=Means.PASSWORD, now=now)
            for _ in range(4)
        ]
    )

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    for answer in answers:
        assert not isinstance(
            race(
                lambda answer=answer: session_refresh(
                    token=answer.refresh_token, device=DEVICE, now=now
                )
            )[0],
            RefreshRefused,
        )
