"""Reviews and questions in both consoles: the office moderates, enterprises answer."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage
from plugins.marketplace.public import Role, may
from plugins.reviews.console import desk
from plugins.reviews.console.desk import enterprise_cards
from plugins.reviews.console.staff import GRANTS, MENU, QUEUES

__all__ = [
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "MENU",
    "QUEUES",
    "enterprise_cards",
]

ENTERPRISE_PAGES = (
    EnterprisePage("reviews/", "reviews", desk.reviews),
    EnterprisePage("reviews/<int:review_id>/", "review", desk.review),
    EnterprisePage("questions/", "questions", desk.questions),
    EnterprisePage("questions/<int:question_id>/", "question", desk.question),
)
ENTERPRISE_MENU = (
    EnterpriseEntry("评价", "star", "reviews", may(Role.ORDERS), position=12),
    EnterpriseEntry("问答", "help", "questions", may(Role.ORDERS), position=13),
)
