"""Goods that buyers fetch themselves: where, when, and with which code."""
