from plugins.credit.models.appeal import Appeal
from plugins.credit.models.formula import FormulaVersion
from plugins.credit.models.score import CreditScore, Fact, ScoreFact, ScorePart

__all__ = ["Appeal", "CreditScore", "Fact", "FormulaVersion", "ScoreFact", "ScorePart"]
