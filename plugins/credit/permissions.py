"""What staff need to decide appeals and to define formulas; declared on the models' Meta."""

DECIDE = "mall_credit.decide_appeal"
DEFINE = "mall_credit.define_formula"
