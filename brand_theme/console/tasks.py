from celery import shared_task


@shared_task(name="console.sessions_clear", ignore_result=True)
def sessions_clear_task() -> None:
    from django.contrib.sessions.backends.cached_db import SessionStore

    SessionStore.clear_expired()
