from plugins.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound


class LineNotFound(NotFound):
    code = "REVIEW_LINE_NOT_FOUND"
    zh = "没有找到您买过的这件商品。"
    en = "You have bought no such goods."
    remedy_zh = "请在“待评价”中选择。"
    remedy_en = "Choose among what you can review."


class ReviewNotFound(NotFound):
    code = "REVIEW_NOT_FOUND"
    zh = "没有找到该评价。"
    en = "There is no such review."


class QuestionNotFound(NotFound):
    code = "QUESTION_NOT_FOUND"
    zh = "没有找到该提问。"
    en = "There is no such question."


class PostNotFound(NotFound):
    code = "POST_NOT_FOUND"
    zh = "没有找到这条内容。"
    en = "There is no such post."


class ProductNotFound(NotFound):
    code = "REVIEW_PRODUCT_NOT_FOUND"
    zh = "没有找到该商品，或已下架。"
    en = "There is no such product, or it is not sold any more."
    remedy_zh = "请看看别的商品。"
    remedy_en = "Look at other goods."


class EnterpriseNotFound(NotFound):
    code = "REVIEW_ENTERPRISE_NOT_FOUND"
    zh = "没有找到该企业。"
    en = "There is no such enterprise."


class NotReceivedYet(Conflict):
    code = "REVIEW_NOT_RECEIVED_YET"
    zh = "收到商品后才能评价。"
    en = "Goods can be reviewed once they have arrived."
    remedy_zh = "请先确认收货。"
    remedy_en = "Confirm their receipt first."


class ReviewTimeOver(Conflict):
    code = "REVIEW_TIME_OVER"
    zh = "已超过 {days} 天，不能再写。"
    en = "The {days} days to write it are over."
    remedy_zh = "如有质量问题，请联系客服。"
    remedy_en = "Ask our service about defects."


class AlreadyReviewed(Conflict):
    code = "REVIEW_ALREADY_WRITTEN"
    zh = "这件商品您已经评价过。"
    en = "You have reviewed these goods."
    remedy_zh = "可以再写一次追评。"
    remedy_en = "You can add one follow-up."


class AlreadyFollowedUp(Conflict):
    code = "REVIEW_ALREADY_FOLLOWED_UP"
    zh = "这条评价已经追评过。"
    en = "This review has its follow-up."
    remedy_zh = "每条评价可追评一次。"
    remedy_en = "There is one for each review."


class StarsInvalid(InvalidInput):
    code = "REVIEW_STARS_INVALID"
    zh = "请打 1 至 5 颗星。"
    en = "Give 1 to 5 stars."
    remedy_zh = "选好后再提交。"
    remedy_en = "Choose and submit again."


class ConcernsInvalid(InvalidInput):
    code = "REVIEW_CONCERNS_INVALID"
    zh = "三星及以下的评价才选问题，每种选一次。"
    en = "Concerns go with three stars or fewer, each once."
    remedy_zh = "请改正后再提交。"
    remedy_en = "Correct it and submit again."


class TextInvalid(InvalidInput):
    code = "REVIEW_TEXT_INVALID"
    zh = "内容须为 {least} 至 {most} 个字。"
    en = "The text has {least} to {most} characters."
    remedy_zh = "请修改后再提交。"
    remedy_en = "Change it and submit again."


class PicturesTooMany(Conflict):
    code = "REVIEW_PICTURES_TOO_MANY"
    zh = "图片太多：每条最多 {per_post} 张，每天最多 {per_day} 张。"
    en = "Too many pictures: {per_post} for a post and {per_day} a day at most."
    remedy_zh = "请减少后再试。"
    remedy_en = "Send fewer."


class TooManyToday(Conflict):
    code = "REVIEW_TOO_MANY_TODAY"
    zh = "今天写得太多，每天最多 {most} 条。"
    en = "That is too much for a day: {most} at most."
    remedy_zh = "请明天再来。"
    remedy_en = "Come back tomorrow."


class NotBought(NotAllowed):
    code = "ANSWER_NOT_BOUGHT"
    zh = "买过并收到这件商品的买家才能回答。"
    en = "Answers come from buyers who have received the goods."
    remedy_zh = "您也可以提问。"
    remedy_en = "You may ask as well."


class AlreadyAnswered(Conflict):
    code = "ANSWER_ALREADY_WRITTEN"
    zh = "这个问题已经回答过。"
    en = "You have answered this question."
    remedy_zh = "每个问题回答一次。"
    remedy_en = "Each question is answered once."


class ReplyEditedBefore(Conflict):
    code = "REPLY_EDITED_BEFORE"
    zh = "回复已修改过一次，或已被隐藏，不能再改。"
    en = "The reply was edited before or is hidden; it stays as it is."
    remedy_zh = "如有不妥，请联系平台客服。"
    remedy_en = "Ask our service if something is wrong with it."


class ObjectedBefore(Conflict):
    code = "POST_OBJECTED_BEFORE"
    zh = "您已申诉过一次。"
    en = "You have objected once."
    remedy_zh = "如仍有异议，可拨打 12315。"
    remedy_en = "You can still turn to the consumers' line 12315."


class ModeratorTied(NotAllowed):
    code = "MODERATOR_TIED"
    zh = "它是您写的，或您与该企业有利害关系。"
    en = "You wrote it, or have an interest in this enterprise."
    remedy_zh = "请由其他同事处理。"
    remedy_en = "Leave it to a colleague."


class SameModerator(NotAllowed):
    code = "MODERATOR_SAME"
    zh = "隐藏它的人不能处理对它的申诉。"
    en = "Whoever hid it does not decide the objection."
    remedy_zh = "请由其他同事处理。"
    remedy_en = "Leave it to a colleague."


class ReasonMissing(InvalidInput):
    code = "REASON_MISSING"
    zh = "请写明理由，最多 {most} 个字。"
    en = "Say why, in at most {most} characters."
    remedy_zh = "作者会看到它。"
    remedy_en = "The writer reads it."


class ModerationNotAllowed(NotAllowed):
    code = "MODERATION_NOT_ALLOWED"
    zh = "您的职责不包括审核评价。"
    en = "Your role does not moderate."
    remedy_zh = "请联系管理员。"
    remedy_en = "Ask an administrator."
