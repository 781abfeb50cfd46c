from datetime import timedelta

from plugins.kernel.registry import CapabilityConfig
from plugins.reviews import labels


class ReviewsConfig(CapabilityConfig):
    name = "plugins.reviews"
    label = "mall_reviews"
    verbose_name = "评价与问答"
    personal_data = "plugins.reviews.personal_data.ReviewsData"
    urls = "plugins.reviews.urls"
    graphql_schema = "plugins.reviews.graphql.schema"
    console = "plugins.reviews.console"
    order_stages = {"to_review": "plugins.reviews.selectors.own.orders_to_review"}
    sweeps = {"reviews.forget_pictures": timedelta(hours=1)}
    audit_labels = labels.AUDIT
