"""The shop window: public pages to look at the goods; nothing is bought here.

Pages read the shop's own tables and need neither script nor cookie. When a
shop front that sells takes the root over, this app leaves the list of
capabilities and nothing else changes.
"""
