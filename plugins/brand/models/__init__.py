from plugins.brand.models.brand import BrandMark, GoodsClass, LicenceTerms, RegionalBrand
from plugins.brand.models.certificate import Certificate, LicensedGoods
from plugins.brand.models.enterprise import (
    Enterprise,
    EnterpriseContact,
    EnterpriseTie,
    ProductMaker,
)
from plugins.brand.models.evidence import Document, Permit, Proof, Trademark
from plugins.brand.models.judgement import AnnualReview, ExpertReview, Objection
from plugins.brand.models.licence import Licence, LicenceScope, LicenceStep
from plugins.brand.models.misuse import MisuseReport, WarningLetter

__all__ = [
    "AnnualReview",
    "BrandMark",
    "Certificate",
    "Document",
    "Enterprise",
    "EnterpriseContact",
    "EnterpriseTie",
    "ExpertReview",
    "GoodsClass",
    "Licence",
    "LicenceScope",
    "LicenceStep",
    "LicenceTerms",
    "LicensedGoods",
    "MisuseReport",
    "Objection",
    "Permit",
    "ProductMaker",
    "Proof",
    "RegionalBrand",
    "Trademark",
    "WarningLetter",
]
