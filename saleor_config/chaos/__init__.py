"""`make chaos`: prove the money loop of a shop in which things go wrong all the time.

options.py       how large the campaign is
scripts.py       what each buyer does with an order, drawn from the seed; pure
shop.py          a shop of its own through the real supervisor, and its violent ends
premises.py      goods, buyers and their tokens in that shop
licence.py       the brand's licence over those goods
wechat.py        the simulator's hands, faults and ledger
phone.py         a buyer's phone: registered documents over HTTP, every answer kept
diary.py         what happened to each order, in time order
crowd.py         many stories at once on a few threads
buyers.py        the stories: plays the scripts
counter.py       the operator: ships and refunds
fates.py         what the scripts want of the operator
killer.py        ends a process of the shop now and then
dust.py          after the storm: the shop's own sweeps with an advancing clock
books.py         both sides' books as plain rows
book_keeping.py  reads them
checks.py        what must hold of them; pure
report.py        the table, and the history of the shortest failing order
campaign.py      one run of it all
"""
