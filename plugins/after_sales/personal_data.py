"""Requests for refunds: what was asked and decided stays; pictures without a case go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Q

from plugins.after_sales import picture_store
from plugins.after_sales.models import Case, EvidencePicture
from plugins.after_sales.states import CaseState
from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words

ENDED = (CaseState.REFUNDED, CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.CLOSED)
#: 电子商务法 art. 31.
THREE_YEARS = timedelta(days=3 * 366)


class CasesData(PersonalData):
    title: ClassVar[Words] = ("售后", "After-sales")
    kept: ClassVar[Words | None] = (
        "售后的申请、照片与处理结果（《电子商务法》第三十一条，三年）",
        "requests, pictures and outcomes of after-sales (E-Commerce Law art. 31: three years)",
    )

    def held(self, *, user: Any) -> Any:
        cases = Case.objects.filter(buyer=user).prefetch_related("pictures")
        return [
            {
                "number": case.number,
                "kind": case.kind,
                "reason": case.reason,
                "description": case.description,
                "appeal": case.appeal,
                "state": case.state,
                "fen": case.fen,
                "requestedAt": moment(case.requested_at),
                "returnTrackingNo": case.return_tracking_no,
                "pictures": [picture.name for picture in case.pictures.all()],
            }
            for case in cases
        ]

    def hindrances(self, *, user: Any) -> Sequence[Words]:
        open_ = Case.objects.filter(buyer=user).exclude(state__in=[each.value for each in ENDED])
        return [
            (f"售后 {number} 尚未办结", f"after-sales case {number} is open")
            for number in open_.values_list("number", flat=True)
        ]

    def erase(self, *, user: Any, now: datetime) -> None:
        old = Q(case__isnull=True) | Q(case__requested_at__lt=now - THREE_YEARS)
        pictures = EvidencePicture.objects.filter(old, buyer=user)
        names = list(pictures.values_list("name", flat=True))
        pictures.delete()
        for name in names:
            transaction.on_commit(partial(picture_store.forget, name))
        Case.objects.filter(buyer=user, requested_at__lt=now - THREE_YEARS).update(
            description="", appeal=""
        )
