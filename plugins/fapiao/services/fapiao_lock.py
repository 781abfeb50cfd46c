"""Hold a request while the seller decides about it."""

from __future__ import annotations

from plugins.fapiao.errors import FapiaoNotFound
from plugins.fapiao.models import FapiaoRequest


def fapiao_lock(*, request_id: int) -> FapiaoRequest:
    """Return the request, locked until the transaction ends.

    Raises:
        FapiaoNotFound: there is no such request.
    """
    request = (
        FapiaoRequest.objects.select_for_update(of=("self",))
        .select_related("order__placed")
        .filter(pk=request_id)
        .first()
    )
    if request is None:
        raise FapiaoNotFound(field="id")
    return request
