"""The enterprise that sold the goods makes out the fapiao itself.

Whose request it is never changes, so it is asked before the request is locked.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from plugins.fapiao import file_store
from plugins.fapiao.errors import FapiaoNotFound
from plugins.fapiao.models import FapiaoRequest, RedLetter
from plugins.fapiao.rules import RefusalReason
from plugins.fapiao.selectors import (
    FapiaoEntry,
    fapiao_of_enterprise,
    fapiao_one_of_enterprise,
)
from plugins.fapiao.services.fapiao_issue import IssuedFapiao, fapiao_issue
from plugins.fapiao.services.fapiao_refuse import fapiao_refuse
from plugins.fapiao.services.fapiao_reveal import fapiao_reveal
from plugins.fapiao.services.red_letter_record import red_letter_record
from plugins.fapiao.states import FapiaoState
from plugins.marketplace.public import MemberActor, Role


def member_issue(
    *,
    actor: MemberActor,
    request_id: int,
    revision: int,
    issued: IssuedFapiao,
    now: datetime,
    content: bytes = b"",
) -> FapiaoRequest:
    """Record what was made out in the tax system, with its PDF (`content`) or a link.

    Raises:
        RoleMissing, FapiaoNotFound, FileRefused, and what `fapiao_issue` refuses.
    """
    request = _own(actor, request_id)
    name = file_store.keep(content) if content else ""
    whole = IssuedFapiao(issued.number, issued.issued_on, issued.total_fen, issued.document, name)
    try:
        done = fapiao_issue(
            request_id=request.pk, revision=revision, issued=whole, actor=str(actor), now=now
        )
    except BaseException:
        if name:
            file_store.forget(name)
        raise
    if name and done.file != name:  # it was recorded before, with the file of that time
        file_store.forget(name)
    return done


def member_refuse(
    *, actor: MemberActor, request_id: int, reason: RefusalReason, note: str, now: datetime
) -> FapiaoRequest:
    """Make out none, and say why.

    Raises:
        RoleMissing, FapiaoNotFound, MoveRefused, NoteMissing.
    """
    request = _own(actor, request_id)
    return fapiao_refuse(request_id=request.pk, reason=reason, note=note, actor=str(actor), now=now)


def member_red_letter(
    *,
    actor: MemberActor,
    request_id: int,
    number: str,
    issued_on: date,
    fen: int,
    now: datetime,
) -> RedLetter:
    """Record a red-letter fapiao after a refund.

    Raises:
        RoleMissing, FapiaoNotFound, and what `red_letter_record` refuses.
    """
    request = _own(actor, request_id)
    return red_letter_record(
        request_id=request.pk,
        number=number,
        issued_on=issued_on,
        fen=fen,
        actor=str(actor),
        now=now,
    )


def member_reveal(
    *, actor: MemberActor, request_ids: Collection[int], reason: str, now: datetime
) -> list[FapiaoEntry]:
    """Return what stands on the fapiao, unmasked; each look is on the record.

    Raises:
        RoleMissing.
        FapiaoNotFound: one of them is not this enterprise's.
    """
    actor.require(Role.FINANCE)
    mine = fapiao_of_enterprise(enterprise_id=actor.enterprise_id).filter(pk__in=request_ids)
    requests = list(mine)
    if len(requests) != len(set(request_ids)):
        raise FapiaoNotFound(field="id")
    return fapiao_reveal(requests=requests, actor=str(actor), reason=reason, now=now)


def waiting_ids(actor: MemberActor) -> list[int]:
    """Return what the enterprise has to make out, the longest waiting first.

    Raises:
        RoleMissing.
    """
    actor.require(Role.FINANCE)
    mine = fapiao_of_enterprise(enterprise_id=actor.enterprise_id)
    waiting = mine.filter(state=FapiaoState.REQUESTED.value)
    return list(waiting.values_list("pk", flat=True))


def _own(actor: MemberActor, request_id: int) -> FapiaoRequest:
    actor.require(Role.FINANCE)
    return fapiao_one_of_enterprise(request_id=request_id, enterprise_id=actor.enterprise_id)
