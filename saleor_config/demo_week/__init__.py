"""A week of orders in a fresh demonstration, so that both consoles look alive at once.

plan.py     which orders there are, and what becomes of each; pure
clock.py    one clock for shop and WeChat simulator, a week ago at first
people.py   buyers with phones, and a clerk in every enterprise
coupons.py  campaigns, and whose order takes a coupon
likes.py    what one of them wants to find again
goods.py    what could be bought at a moment, and carts of it
pick_ups.py orders that a neighbour fetches
story.py    one order's way through the real services, step by step
run.py      tells all stories in the order of time, then closes books and days
wechat.py   the simulator for as long as the stories last

Every fen goes through the services and the simulator, so that WeChat's bills agree with
the shop's books. Only on a laptop, and only in a shop without any order.
"""
