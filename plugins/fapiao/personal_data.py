"""Requests for fapiao: the record stays, where it was sent goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.states import FapiaoState
from plugins.kernel.personal_data import PersonalData, erased_email, moment
from plugins.kernel.registry import Words


class FapiaoData(PersonalData):
    title: ClassVar[Words] = ("发票", "Fapiao")
    kept: ClassVar[Words | None] = (
        "已开发票的抬头、税号、号码与金额（《发票管理办法》，五年以上）",
        "titles, tax numbers, numbers and amounts of fapiao"
        " (Measures on Fapiao: five years and longer)",
    )

    def held(self, *, user: Any) -> Any:
        return [
            {
                "kind": request.kind,
                "title": request.title,
                "taxNumber": request.tax_number,
                "email": request.email,
                "state": request.state,
                "requestedAt": moment(request.requested_at),
                "number": request.number,
                "issuedFen": request.issued_fen,
            }
            for request in FapiaoRequest.objects.filter(buyer=user)
        ]

    def hindrances(self, *, user: Any) -> Sequence[Words]:
        waiting = FapiaoRequest.objects.filter(buyer=user, state=FapiaoState.REQUESTED.value)
        return [("发票申请尚未开具", "a fapiao is asked for")] if waiting.exists() else []

    def erase(self, *, user: Any, now: datetime) -> None:
        FapiaoRequest.objects.filter(buyer=user).update(email=erased_email(user))
