"""The tour: every page of the shop, photographed and explained in docs/tour.md.

stop.py          what a stop and a chapter are
shop_*.py        the mini-shop: looking around, buying, what is one's own
trust.py         public documents
own.py           the enterprises' console
office_*.py      the console of brand office, money and service
chapters.py      all of them, in the order of the three journeys
camera.py        waits until a page is at rest, and photographs it
guide.py         docs/tour.md, written from the stops
__main__.py      walks through a running shop
"""
