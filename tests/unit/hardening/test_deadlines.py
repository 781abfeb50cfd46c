import threading
import time

import pytest
from django.db import connection

from saleor_config.hardening.deadlines import Deadline, _limit


def answer(environ, start):
    start("200 OK", [])
    return [b"ok"]


def test_quick_requests_pass():
    ended = []
    shop = Deadline(answer, seconds=60, end=ended.append)

    assert shop({"PATH_INFO": "/"}, lambda *_: None) == [b"ok"]
    assert shop.running == {}
    shop.end_overdue(time.monotonic() + 3600)
    assert ended == []


def test_a_request_that_never_ends_takes_its_process_along(caplog):
    ended, waiting = threading.Event(), threading.Event()

    def hang(environ, start):
        waiting.wait(30)
        return []

    def end(code: int) -> None:
        assert code == 1
        ended.set()

    shop = Deadline(hang, seconds=0.2, end=end)
    request = threading.Thread(target=shop, args=({"PATH_INFO": "/graphql/"}, None), daemon=True)
    request.start()

    assert ended.wait(10)
    waiting.set()
    request.join(10)
    assert "/graphql/ ran for over" in caplog.text
    assert "waiting.wait(30)" in caplog.text  # where it hung


def test_what_fails_is_not_counted_as_running():
    def fail(environ, start):
        raise RuntimeError

    shop = Deadline(fail, seconds=60)
    with pytest.raises(RuntimeError):
        shop({}, None)
    assert shop.running == {}


def test_postgres_ends_a_long_statement(db, settings):
    from django.db.utils import OperationalError

    settings.STATEMENT_SECONDS = 0.2
    _limit(connection=connection)
    try:
        with (
            pytest.raises(OperationalError, match="statement timeout"),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT pg_sleep(20)")
    finally:
        connection.close()
