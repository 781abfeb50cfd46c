"""Who may be an enterprise here, how it is named, and what of it is shown."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from plugins.brand import errors

NAME_LONGEST = 80
STARS = "***"


class EnterpriseKind(Enum):
    COMPANY = "company"  # 公司
    INDIVIDUAL = "individual"  # 个体工商户
    COOPERATIVE = "cooperative"  # 农民专业合作社
    HOUSEHOLD = "household"  # 农户，电子商务法第十条免予登记


#: First two characters of the code: 91 company, 92 individual business, 93 cooperative.
CODE_PREFIX = {
    EnterpriseKind.COMPANY: "91",
    EnterpriseKind.INDIVIDUAL: "92",
    EnterpriseKind.COOPERATIVE: "93",
}


def name_checked(name: str) -> str:
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    if not 2 <= len(tidy) <= NAME_LONGEST:
        raise errors.EnterpriseNameInvalid(field="name", longest=NAME_LONGEST)
    return tidy


def credit_code_checked(*, kind: EnterpriseKind, code: str) -> str:
    """Return the unified social credit code (GB 32100), "" for a household.

    Raises:
        CreditCodeNotWanted: households that sell what they grow have none.
        CreditCodeInvalid: its check character or its kind of business does not fit.
    """
    given = unicodedata.normalize("NFKC", code).strip()
    if kind is EnterpriseKind.HOUSEHOLD:
        if given:
            raise errors.CreditCodeNotWanted(field="creditCode")
        return ""
    try:
        checked = uscc.validate(given)
    except ValidationError as error:
        raise errors.CreditCodeInvalid(field="creditCode") from error
    if not checked.startswith(CODE_PREFIX[kind]):
        raise errors.CreditCodeInvalid(field="creditCode")
    return checked


def phone_masked(phone: str) -> str:
    """Show the first three and last two digits: 138***34; short numbers not at all."""
    digits = re.sub(r"\s", "", phone)
    return f"{digits[:3]}{STARS}{digits[-2:]}" if len(digits) >= 8 else STARS


def person_masked(name: str) -> str:
    """Show a person's first character only; the stars do not tell the length."""
    return f"{name[:1]}{STARS}" if name else ""


def email_masked(email: str) -> str:
    mailbox, _, host = email.rpartition("@")
    return f"{mailbox[:1]}{STARS}@{host}" if host else ""
