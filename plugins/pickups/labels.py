"""What the audited moves of points and pick-ups are called."""

from collections.abc import Mapping

from plugins.kernel.registry import EnterpriseNotice

AUDIT: Mapping[str, tuple[str, str]] = {
    "pickups.point.created": ("新增自提点", "Pick-up point added"),
    "pickups.point.changed": ("修改自提点", "Pick-up point changed"),
    "pickups.point.opened": ("启用自提点", "Pick-up point opened"),
    "pickups.point.closed": ("停用自提点", "Pick-up point closed"),
    "pickups.pickup.opened": ("买家选择到店自提", "The buyer chose pick-up"),
    "pickups.pickup.ready": ("备好，取货码已生成", "Set aside, code made"),
    "pickups.pickup.reminded": ("提醒买家取货", "Buyer reminded to come"),
    "pickups.pickup.overdue": ("过了保留期未取", "Not fetched in time"),
    "pickups.pickup.handed_over": ("凭取货码交货", "Handed over for the code"),
    "pickups.pickup.closed": ("过期未取，关闭并退款", "Closed, not fetched"),
}

BUYER: Mapping[str, tuple[str, str]] = {
    "pickups.pickup.ready": ("商品已备好，可到店自提", "Your goods are ready to be fetched"),
    "pickups.pickup.handed_over": ("已凭取货码取走", "Fetched with your code"),
}

NOTICES: Mapping[str, EnterpriseNotice] = {
    "pickups.pickup.overdue": EnterpriseNotice(
        kind="order",
        role="orders",
        subject="自提订单 {number} 过期未取",
        text="订单 {number} 已过保留期（{until}）仍未取走，可以联系买家，或关闭并退款。",
        english="Nobody came for an order.",
        button="去处理",
    ),
}
