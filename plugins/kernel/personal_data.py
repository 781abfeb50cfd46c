"""What a capability holds about a person: to be handed out, and to be given up.

The Personal Information Protection Law (个人信息保护法) gives everybody the right to a
copy (art. 45) and to deletion (art. 47). What other laws want kept stays, and she is
told what and why: records of trade for three years (电子商务法 art. 31), books and
vouchers for ten and longer (税收征管法实施细则 art. 29).

Each capability names its holder in `personal_data`; one without any says why in
`holds_no_person`. A test asks every capability for one of the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.utils.module_loading import import_string
from saleor.account.models import Address

from plugins.kernel.errors import Conflict
from plugins.kernel.registry import Words, capabilities

#: What is written where a person's data was.
ERASED = "已注销"
ERASED_HOST = "erased.invalid"


class DeletionHindered(Conflict):
    code = "DELETION_HINDERED"
    zh = "账号暂时不能注销：{causes_zh}。"
    en = "The account cannot be closed yet: {causes_en}."
    remedy_zh = "请先办结这些事项。"
    remedy_en = "Finish these first."


class PersonalData:
    """One capability's part. Subclasses override what they hold.

    `user` is the person; all methods run inside a transaction that has locked her row.
    """

    #: What it is called in the copy.
    title: ClassVar[Words]
    #: What stays after deletion and by which law; None when nothing does.
    kept: ClassVar[Words | None] = None

    def held(self, *, user: Any) -> Any:
        """Return everything that is held about her, JSON-ready, in plain words."""
        raise NotImplementedError

    def accounts_with_phone(self, phone: str) -> Sequence[int]:
        """Return ids of the accounts that proved this number (E.164) to be theirs."""
        return ()

    def hindrances(self, *, user: Any) -> Sequence[Words]:
        """Return what has to end before her data can be deleted."""
        return ()

    def erase(self, *, user: Any, now: datetime) -> None:
        """Delete or anonymise what no law wants kept. Doing it twice is doing it once."""


def holders() -> list[tuple[str, PersonalData]]:
    """Return the holders of all capabilities, those that build on others first."""
    return [
        (config.label, import_string(config.personal_data)())
        for config in reversed(capabilities())
        if config.personal_data
    ]


def hindrances_of(user: Any) -> tuple[Words, ...]:
    """Return what has to end before anything of hers can be erased."""
    return tuple(words for _, holder in holders() for words in holder.hindrances(user=user))


def everything_erase(*, user: Any, now: datetime) -> None:
    """Erase what all capabilities hold about her, the account last; inside a transaction.

    Raises:
        DeletionHindered: something is open; nothing was changed.
    """
    hindrances = hindrances_of(user)
    if hindrances:
        raise DeletionHindered(
            causes_zh="、".join(zh for zh, _ in hindrances),
            causes_en="; ".join(en for _, en in hindrances),
        )
    for _, holder in holders():
        holder.erase(user=user, now=now)


def erased_email(user: Any) -> str:
    """Return the address that stands for her afterwards; no mail reaches `.invalid`."""
    return f"erased-{user.pk}@{ERASED_HOST}"


def address_facts(address: Address | None) -> dict[str, str] | None:
    """Return an address as it was written."""
    if address is None:
        return None
    facts = address.as_data()
    return {name: str(value) for name, value in facts.items() if value}


def addresses_anonymise(ids: Sequence[int]) -> None:
    """Leave province and city of addresses, which name nobody, and nothing else."""
    Address.objects.filter(pk__in=ids).update(
        first_name=ERASED,
        last_name="",
        company_name="",
        street_address_1="",
        street_address_2="",
        postal_code="",
        phone="",
    )


def moment(at: datetime | None) -> str | None:
    """Return an instant for a copy."""
    return at.isoformat(timespec="seconds") if at else None
