"""Fapiao: the tax invoice a buyer asks for, per order."""
