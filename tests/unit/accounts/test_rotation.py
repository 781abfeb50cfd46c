"""A chain of refresh tokens never forks, whatever order its tokens come in."""

from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from saleor.account.models import User

from plugins.accounts.errors import RefreshRefused
from plugins.accounts.models import LoginSession, RefreshToken
from plugins.accounts.public import Means, session_open, tool_device
from plugins.accounts.rules.keys import digest_of
from plugins.accounts.rules.rotation import GRACE, Verdict, verdict
from plugins.accounts.services.sessions import session_refresh
from plugins.accounts.states import EndReason
from plugins.kernel.models import AuditEntry

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
DEVICE = tool_device("test")


@pytest.mark.parametrize(
    ("used_at", "successor_used", "after", "expected"),
    [
        (None, False, timedelta(0), Verdict.ROTATE),
        (NOW, False, timedelta(0), Verdict.REPEAT),
        (NOW, False, GRACE, Verdict.REPEAT),
        (NOW, False, GRACE + timedelta(microseconds=1), Verdict.REUSED),
        (NOW, True, timedelta(seconds=1), Verdict.REUSED),
    ],
)
def test_verdicts(used_at, successor_used, after, expected):
    assert verdict(used_at=used_at, successor_used=successor_used, now=NOW + after) is expected


@pytest.fixture
def pair(buyer_li):
    return session_open(user=buyer_li, device=DEVICE, means=Means.PASSWORD, now=NOW)


def refresh(token, seconds=0):
    return session_refresh(token=token, device=DEVICE, now=NOW + timedelta(seconds=seconds))


def test_only_digests_are_kept(pair):
    following = refresh(pair.refresh_token, 60)

    kept = set(RefreshToken.objects.values_list("digest", flat=True))
    assert kept == {digest_of(pair.refresh_token), digest_of(following.refresh_token)}


def test_a_lost_answer_is_given_again(pair):
    first, second = refresh(pair.refresh_token, 60), refresh(pair.refresh_token, 69)

    assert first.refresh_token == second.refresh_token
    assert refresh(first.refresh_token, 400).user == pair.user


def test_a_token_that_comes_back_ends_the_login_for_both(pair):
    following = refresh(pair.refresh_token, 60)

    with pytest.raises(RefreshRefused):
        refresh(pair.refresh_token, 71)
    with pytest.raises(RefreshRefused):
        refresh(following.refresh_token, 72)

    session = LoginSession.objects.get()
    assert session.end_reason == EndReason.REUSED
    entry = AuditEntry.objects.get(action="accounts.session.reused")
    assert (entry.object_id, entry.details["user"]) == (str(session.pk), pair.user.pk)


def test_a_login_ends_after_its_days(pair, settings):
    with pytest.raises(RefreshRefused):
        refresh(pair.refresh_token, settings.LOGIN_LIFE.total_seconds())


def test_an_unknown_token_ends_nothing(pair):
    with pytest.raises(RefreshRefused):
        refresh("unknown")

    assert LoginSession.objects.get().ended_at is None


class Interleavings(TestCase):
    """Tokens of one login, presented in any order at any pace by anybody who has them."""

    def setUp(self):
        self.user = User.objects.create_user("any@example.com", "Lakeside-plum-7")

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
    )
    @given(
        st.lists(
            st.tuples(
                st.integers(min_value=0, max_value=6),
                st.sampled_from([0, 1, 9, 10, 11, 30]),
            ),
            max_size=14,
        )
    )
    def test_never_two_live_branches(self, uses):
        now = NOW
        opened = session_open(user=self.user, device=DEVICE, means=Means.PASSWORD, now=now)
        seen = [opened.refresh_token]
        for which, wait in uses:
            now += timedelta(seconds=wait)
            token = seen[which % len(seen)]
            try:
                got = session_refresh(token=token, device=DEVICE, now=now).refresh_token
            except RefreshRefused:
                session = LoginSession.objects.get(pk=opened.session.pk)
                assert session.end_reason == EndReason.REUSED
            else:
                if got not in seen:
                    assert token == seen[-1]  # only the newest has a successor
                    seen.append(got)
                else:
                    assert got == seen[-1]  # and an older one gets nothing but that
        chain = RefreshToken.objects.filter(session=opened.session)
        assert chain.filter(used_at=None).count() == 1
        assert chain.count() == len(seen)


def test_crowded_accounts_lose_the_login_used_least(buyer_li, monkeypatch):
    from plugins.accounts.services import sessions

    monkeypatch.setattr(sessions, "MOST_SESSIONS", 2)
    opened = [
        session_open(
            user=buyer_li, device=DEVICE, means=Means.WECHAT, now=NOW + timedelta(minutes=minute)
        )
        for minute in range(3)
    ]

    ended = LoginSession.objects.get(pk=opened[0].session.pk)
    assert ended.end_reason == EndReason.CROWDED
    with freeze_time(NOW):
        assert LoginSession.objects.filter(ended_at=None).count() == 2
