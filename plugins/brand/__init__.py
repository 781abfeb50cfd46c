"""The 1 and the N: the regional brand, who may carry it, and on which goods."""
