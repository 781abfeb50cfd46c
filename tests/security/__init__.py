"""One file for each known weakness of Saleor 2.10.1, by its number in docs/security.md.

Its reproduction, refused, over HTTP.
"""
