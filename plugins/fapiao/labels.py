"""What the audited moves of a fapiao request are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "fapiao.request.made": ("申请发票", "Fapiao asked for"),
    "fapiao.request.changed": ("修改发票信息", "Fapiao request changed"),
    "fapiao.request.withdrawn": ("撤回发票申请", "Fapiao request withdrawn"),
    "fapiao.request.issued": ("发票已开具", "Fapiao issued"),
    "fapiao.request.refused": ("未予开票", "Fapiao refused"),
    "fapiao.request.taken_back": ("已开红字发票", "Red-letter fapiao recorded"),
    "fapiao.request.revealed": ("查看未脱敏信息", "Unmasked data was viewed"),
}

BUYER: Mapping[str, tuple[str, str]] = {
    "fapiao.request.made": ("已申请发票", "You asked for a fapiao"),
    "fapiao.request.changed": ("已修改发票信息", "You changed the fapiao's particulars"),
    "fapiao.request.withdrawn": ("已撤回发票申请", "You withdrew the request for a fapiao"),
    "fapiao.request.issued": ("发票已开具", "The fapiao was issued"),
    "fapiao.request.refused": ("未能开票", "The fapiao could not be issued"),
    "fapiao.request.taken_back": ("退款部分已开红字发票", "A red-letter fapiao covers the refund"),
}

REASONS: Mapping[str, tuple[str, str]] = {
    "divided": ("原申请按企业拆分", "An earlier request divided among the enterprises"),
}
