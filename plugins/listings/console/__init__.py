"""Goods in both consoles: the enterprises' pages, and the office's review."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage
from plugins.listings.console import goods, sales, transfer, wizard
from plugins.listings.console.goods import enterprise_cards
from plugins.listings.console.listings import find
from plugins.listings.console.staff import GRANTS, MENU, QUEUES
from plugins.marketplace.public import Role, may

__all__ = [
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "MENU",
    "QUEUES",
    "enterprise_cards",
    "find",
]

ENTERPRISE_PAGES = (
    EnterprisePage("goods/", "goods", goods.goods),
    EnterprisePage("goods/new/", "goods_new", goods.new),
    EnterprisePage("goods/transfer/", "goods_transfer", transfer.transfer),
    EnterprisePage("goods/template.xlsx", "goods_template", transfer.template),
    EnterprisePage("goods/export.xlsx", "goods_export", transfer.export),
    EnterprisePage("goods/<int:listing_id>/", "good", goods.good),
    EnterprisePage("goods/<int:listing_id>/edit/", "good_edit", goods.edit),
    EnterprisePage("goods/<int:listing_id>/sales/", "good_sales", sales.sales),
    EnterprisePage("submissions/<int:submission_id>/withdraw/", "withdraw", wizard.withdraw),
    EnterprisePage("submissions/<int:submission_id>/answer/", "answer", wizard.answer),
    EnterprisePage("submissions/<int:submission_id>/submit/", "submit", wizard.submit),
    EnterprisePage("submissions/<int:submission_id>/<slug:step>/", "wizard", wizard.wizard),
    EnterprisePage("pictures/<str:name>/", "listing_picture", goods.picture),
)
ENTERPRISE_MENU = (EnterpriseEntry("商品", "storefront", "goods", may(Role.GOODS), position=10),)
