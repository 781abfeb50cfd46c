"""Who runs the shop, as 《电子商务法》 article 15 has it shown on every page. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Where everybody can look an ICP number up; the rules want the link.
ICP_REGISTER = "https://beian.miit.gov.cn/"
NOT_YET = "正式上线时公示"


@dataclass(frozen=True)
class OperatorFact:
    """One line of it; `address` leads to where it can be checked."""

    name: str
    value: str
    address: str = ""


@dataclass(frozen=True)
class Operator:
    """What the settings say, and whether the shop is a demonstration."""

    facts: tuple[OperatorFact, ...]
    is_demonstration: bool


def operator_of(
    *,
    name: str,
    credit_code: str,
    address: str,
    contact: str,
    licences: Mapping[str, str],
    icp_number: str,
    is_demonstration: bool,
) -> Operator:
    """Return what is shown. Production has all that is required; a laptop says what is missing."""
    required = [
        OperatorFact("经营者名称", name or NOT_YET),
        OperatorFact("统一社会信用代码", credit_code or NOT_YET),
    ]
    more = [OperatorFact("住所", address)] if address else []
    held = [OperatorFact(title, str(number)) for title, number in licences.items()]
    if not held and is_demonstration:
        held = [OperatorFact("食品经营许可等", NOT_YET)]
    last = [
        OperatorFact("客服与个人信息联系方式", contact or NOT_YET),
        OperatorFact("ICP 备案号", icp_number or NOT_YET, ICP_REGISTER if icp_number else ""),
    ]
    return Operator((*required, *more, *held, *last), is_demonstration)
