"""The brand office in the console: cases, enterprises, the brand, misuse."""

from brand_theme.console.public import MenuEntry, Section
from brand_theme.console.public import Role as Group
from plugins.brand.actors import Role
from plugins.brand.console.brands import RegionalBrandAdmin
from plugins.brand.console.enterprises import EnterpriseAdmin
from plugins.brand.console.figures import CHARTS, QUEUES
from plugins.brand.console.licences import LicenceAdmin
from plugins.brand.console.misuse import MisuseReportAdmin
from plugins.brand.console.objections import ObjectionAdmin
from plugins.brand.console.searching import find
from plugins.brand.models import Enterprise, Licence, MisuseReport, Objection, RegionalBrand

__all__ = [
    "CHARTS",
    "GRANTS",
    "MENU",
    "QUEUES",
    "TOPIC_TEXT",
    "EnterpriseAdmin",
    "LicenceAdmin",
    "MisuseReportAdmin",
    "ObjectionAdmin",
    "RegionalBrandAdmin",
    "find",
]

MENU = (
    MenuEntry(Section.BRAND, "授权", "workspace_premium", Licence),
    MenuEntry(Section.BRAND, "企业", "storefront", Enterprise),
    MenuEntry(Section.BRAND, "异议", "forum", Objection),
    MenuEntry(Section.BRAND, "冒用举报", "report", MisuseReport),
    MenuEntry(Section.BRAND, "区域公共品牌", "local_florist", RegionalBrand),
)
_CASES = "mall_brand.view_licence"
_LOOK = (
    _CASES,
    "mall_brand.view_enterprise",
    "mall_brand.view_objection",
    "mall_brand.view_misusereport",
    "mall_brand.view_regionalbrand",
)
#: Who checks a case does not decide it; who scores it does neither.
GRANTS = {
    Group.BRAND_OFFICE: (
        *_LOOK,
        Role.MANAGE_ENTERPRISES,
        Role.REVEAL_CONTACTS,
        Role.APPLY,
        Role.CHECK,
        Role.HANDLE_MISUSE,
    ),
    Group.BRAND_HEAD: (
        *_LOOK,
        Role.MANAGE_BRAND,
        Role.REVEAL_CONTACTS,
        Role.APPROVE,
        Role.SUPERVISE,
        Role.HANDLE_MISUSE,
    ),
    Group.EXPERT: (_CASES, Role.REVIEW),
}
TOPIC_TEXT = {"brand.remind": "提醒企业：材料将到期"}
