"""The pages of both consoles on a generated year: how long the server takes for each.

pages.py        every list, its searches and filters, and a page of an object, by who works there
figures.py      median, p95, queries
measure.py      time and queries of one page; how queries grow with rows
__main__.py     prepares the shop, asks every page, prints the table, fails on a slow one
"""
