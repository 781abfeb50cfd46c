"""The shop window: public pages to look at the goods; nothing is bought here.

Pages read the shop's own tables and need neither script nor cookie: crawlers and
old browsers read them while the mini-shop sells at the root. It reads the same
selectors through `graphql/`.
"""
