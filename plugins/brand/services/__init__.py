"""Writes of the brand, one use case per file.

Locks are taken in one order: enterprise, then its licences by key. Whoever
changes what may be sold holds the enterprise, so goods are settled one at a time.
"""
