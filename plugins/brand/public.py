"""Everything other capabilities may use of the brand.

Whether a product may carry the brand has one answer: `is_licensed`, and its set
form `licensed_products`. Everything that is written goes through the services.
"""

from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of, midnight, midnight_after
from plugins.brand.errors import HolidaysUnknown, PermissionLacking
from plugins.brand.models import (
    BrandMark,
    Document,
    Enterprise,
    GoodsClass,
    Licence,
    LicenceTerms,
    RegionalBrand,
)
from plugins.brand.rules.corrections import Part, correction_notes
from plugins.brand.rules.enterprises import EnterpriseKind
from plugins.brand.rules.permits import PermitKind, ProofNeed
from plugins.brand.rules.proofs import ProofKind
from plugins.brand.rules.terms import CODE_LENGTH
from plugins.brand.rules.working_days import is_weekday, notice_last_day
from plugins.brand.selectors.contacts import contact_addresses
from plugins.brand.selectors.due import DueItem, due_items
from plugins.brand.selectors.licence_goods import licence_goods
from plugins.brand.selectors.licensed import (
    Badge,
    badges_for,
    is_licensed,
    licensed_among,
    licensed_products,
    next_change,
)
from plugins.brand.selectors.makers import goods_class_of, goods_classes_of, makers_of
from plugins.brand.selectors.profile import (
    EnterpriseProfile,
    PublicPaper,
    enterprise_profile,
    goods_of_enterprise,
)
from plugins.brand.selectors.proofs import WantedPaper, papers_wanted
from plugins.brand.selectors.queue import QueueEntry, review_counts, review_queue
from plugins.brand.selectors.ties import is_tied
from plugins.brand.services.annual_review import annual_review_fail, licence_renew
from plugins.brand.services.applicant_report import (
    agreement_send,
    objection_answer,
    rectification_report,
)
from plugins.brand.services.brand_establish import (
    BrandFacts,
    MarkFacts,
    TermsFacts,
    brand_establish,
    goods_class_define,
    terms_adopt,
)
from plugins.brand.services.certificate_issue import certificate_issue, last_day_of
from plugins.brand.services.contact_reveal import contact_reveal
from plugins.brand.services.document_add import MEGABYTES, document_add
from plugins.brand.services.document_open import document_open
from plugins.brand.services.enterprise_register import (
    ContactFacts,
    EnterpriseFacts,
    enterprise_register,
)
from plugins.brand.services.enterprise_suspend import enterprise_reinstate, enterprise_suspend
from plugins.brand.services.enterprise_verify import enterprise_verify
from plugins.brand.services.evidence_claim import evidence_claim
from plugins.brand.services.evidence_record import permit_record, proof_record, trademark_record
from plugins.brand.services.expert_review import expert_review
from plugins.brand.services.licence_apply import licence_draft, licence_submit
from plugins.brand.services.licence_approve import licence_agree, licence_approve, licence_refuse
from plugins.brand.services.licence_check import (
    licence_accept,
    licence_ask_correction,
    licence_pass_inspection,
)
from plugins.brand.services.licence_revise import licence_relabel, licence_rescope
from plugins.brand.services.licence_supervise import (
    licence_rectify,
    licence_restore,
    licence_revoke,
    licence_suspend,
    licence_withdraw,
)
from plugins.brand.services.misuse_report import (
    misuse_close,
    misuse_decide,
    misuse_investigate,
    misuse_warn,
)
from plugins.brand.services.notice_publish import notice_publish
from plugins.brand.services.objection_decide import objection_decide, objection_file
from plugins.brand.services.product_maker_set import product_maker_set
from plugins.brand.services.tie_declare import tie_declare
from plugins.brand.states import IN_APPLICANTS_HANDS, OPEN, LicenceState, ObjectionState
from plugins.brand.working_calendar import is_working_day

__all__ = [
    "EnterpriseProfile",
    "PublicPaper",
    "enterprise_profile",
    "goods_of_enterprise",
    "BrandMark",
    "HolidaysUnknown",
    "PermissionLacking",
    "is_weekday",
    "is_working_day",
    "midnight",
    "midnight_after",
    "notice_last_day",
    "Document",
    "Part",
    "correction_notes",
    "WantedPaper",
    "papers_wanted",
    "agreement_send",
    "objection_answer",
    "rectification_report",
    "last_day_of",
    "MEGABYTES",
    "document_open",
    "evidence_claim",
    "licence_relabel",
    "licence_rescope",
    "IN_APPLICANTS_HANDS",
    "OPEN",
    "day_of",
    "CODE_LENGTH",
    "Actor",
    "Badge",
    "BrandFacts",
    "ContactFacts",
    "DueItem",
    "Enterprise",
    "EnterpriseFacts",
    "EnterpriseKind",
    "GoodsClass",
    "Licence",
    "LicenceState",
    "LicenceTerms",
    "MarkFacts",
    "ObjectionState",
    "PermitKind",
    "ProofKind",
    "ProofNeed",
    "QueueEntry",
    "RegionalBrand",
    "Role",
    "TermsFacts",
    "annual_review_fail",
    "badges_for",
    "brand_establish",
    "certificate_issue",
    "contact_addresses",
    "contact_reveal",
    "document_add",
    "due_items",
    "enterprise_register",
    "enterprise_reinstate",
    "enterprise_suspend",
    "enterprise_verify",
    "expert_review",
    "goods_class_define",
    "goods_classes_of",
    "goods_class_of",
    "is_licensed",
    "is_tied",
    "licence_accept",
    "licence_agree",
    "licence_approve",
    "licence_ask_correction",
    "licence_draft",
    "licence_pass_inspection",
    "licence_rectify",
    "licence_refuse",
    "licence_renew",
    "licence_restore",
    "licence_revoke",
    "licence_submit",
    "licence_suspend",
    "licence_withdraw",
    "licence_goods",
    "licensed_among",
    "licensed_products",
    "makers_of",
    "misuse_close",
    "misuse_decide",
    "misuse_investigate",
    "misuse_warn",
    "next_change",
    "notice_publish",
    "objection_decide",
    "objection_file",
    "permit_record",
    "product_maker_set",
    "proof_record",
    "review_counts",
    "review_queue",
    "terms_adopt",
    "tie_declare",
    "trademark_record",
]
