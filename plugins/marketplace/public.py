"""Everything other capabilities may use of the marketplace."""

from plugins.marketplace.acting import acting, may, member_page
from plugins.marketplace.actors import MemberActor, actor_for, actors_of
from plugins.marketplace.errors import NotAMember, RoleMissing
from plugins.marketplace.models import Member
from plugins.marketplace.roles import ROLE_TEXT, Role
from plugins.marketplace.selectors import members_of
from plugins.marketplace.services.member_add import member_add

__all__ = [
    "ROLE_TEXT",
    "Member",
    "MemberActor",
    "NotAMember",
    "Role",
    "RoleMissing",
    "acting",
    "actor_for",
    "actors_of",
    "may",
    "member_add",
    "member_page",
    "members_of",
]
