from plugins.reviews.models.liking import Favourite, Follow
from plugins.reviews.models.post import Post, PostPicture
from plugins.reviews.models.question import Answer, Question
from plugins.reviews.models.rating import EnterpriseRating, ProductRating
from plugins.reviews.models.review import FollowUp, Reply, Review

__all__ = [
    "Answer",
    "EnterpriseRating",
    "Favourite",
    "Follow",
    "FollowUp",
    "Post",
    "PostPicture",
    "ProductRating",
    "Question",
    "Reply",
    "Review",
]
