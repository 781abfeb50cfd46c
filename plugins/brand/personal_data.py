"""People in the brand office's files, as far as an account is known to be theirs.

Who objected or reported a misuse did so without an account; the office's file of an
enterprise belongs to the enterprise. Both are asked for at the brand office.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from plugins.brand.models import EnterpriseContact, EnterpriseTie
from plugins.kernel.personal_data import PersonalData
from plugins.kernel.registry import Words


class BrandData(PersonalData):
    title: ClassVar[Words] = ("品牌授权档案", "Brand files")
    kept: ClassVar[Words | None] = (
        "企业档案中登记的联系人，由该企业变更",
        "the contact an enterprise has named; the enterprise changes it",
    )

    def held(self, *, user: Any) -> Any:
        contacts = EnterpriseContact.objects.filter(email__iexact=user.email)
        ties = EnterpriseTie.objects.filter(user=user).select_related("enterprise")
        return {
            "contactOf": [
                {
                    "enterprise": each.enterprise.name,
                    "name": each.name,
                    "duty": each.duty,
                    "phone": each.phone,
                    "email": each.email,
                }
                for each in contacts.select_related("enterprise")
            ],
            "ties": [
                {"enterprise": each.enterprise.name, "relation": each.relation} for each in ties
            ],
        }

    def erase(self, *, user: Any, now: datetime) -> None:
        EnterpriseTie.objects.filter(user=user).delete()
