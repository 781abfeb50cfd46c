"""Who asks for something, and what their role allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from plugins.brand.errors import PermissionLacking
from plugins.kernel.audit import actor_of


class Role:
    """Permissions of the brand office, by codename; declared on the models' Meta."""

    MANAGE_BRAND = "mall_brand.manage_brand"  # 品牌、品类标准、条款
    MANAGE_ENTERPRISES = "mall_brand.manage_enterprises"  # 企业档案
    REVEAL_CONTACTS = "mall_brand.reveal_contacts"  # 查看完整联系方式
    APPLY = "mall_brand.apply_licence"  # 代企业或以企业身份申请
    CHECK = "mall_brand.check_licence"  # 形式审查、现场核查、公示
    REVIEW = "mall_brand.review_licence"  # 专家评分
    APPROVE = "mall_brand.approve_licence"  # 批准、签约、发证、续展
    SUPERVISE = "mall_brand.supervise_licence"  # 整改、暂停、撤销
    HANDLE_MISUSE = "mall_brand.handle_misuse"  # 冒用举报、警告函


EVERYTHING = frozenset(value for name, value in vars(Role).items() if name.isupper())


@dataclass(frozen=True)
class Actor:
    """A person or the system, as services see them.

    Attributes:
        name: as the audit trail has it: `staff:3`, `system:seed`.
        user_id: None for the system, which is tied to no enterprise.
        permissions: `app.codename`, as Django spells them.
    """

    name: str
    user_id: int | None
    permissions: frozenset[str]

    @classmethod
    def of(cls, user: Any) -> Actor:
        return cls(
            name=actor_of(user),
            user_id=user.pk,
            permissions=frozenset(user.get_all_permissions()),
        )

    @classmethod
    def system(cls, what: str) -> Actor:
        return cls(name=f"system:{what}", user_id=None, permissions=EVERYTHING)

    def require(self, permission: str) -> None:
        """Raises:
        PermissionLacking: the role does not allow it.
        """
        if permission not in self.permissions:
            raise PermissionLacking(permission=permission)
