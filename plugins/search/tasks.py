from celery import shared_task


@shared_task(name="search.rebuild_index", ignore_result=True)
def rebuild_index_task() -> None:
    from plugins.search.services.index_rebuild import index_rebuild

    index_rebuild()
