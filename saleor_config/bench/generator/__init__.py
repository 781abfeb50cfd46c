"""`manage.py generate`: a shop as it looks after a busy year, for benches and looking around.

size.py         how much, from which seed, until when
words.py        names, numbers with their check digits; pure
copying.py      rows into the database by COPY; ids taken from the table's own sequence
world.py        what the shop has to build upon, and what was generated of it
refusals.py     where it must not run
enterprises.py  enterprises, their people, licences and certificates
licence_ways.py where licences stand and how they came there; pure
goods.py        products with variants, stock, pictures, listings and submissions
buyers.py       people who buy
logins.py       where they are logged in, and who was shut out
plans.py        what becomes of each order, drawn from the seed; pure
orders.py       orders, their lines and what each enterprise owes
payments.py     the money of them, there and back
reviews.py      what buyers say of goods, and what is asked about them
handling.py     parcels, after-sales cases, fapiao requests and words about them
trail.py        audit entries and side effects that were owed
ledger.py       what the platform owes, entry by entry
sharing.py      what of it was paid by sharing the payment
statements.py   periods and payouts out of the ledger, reconciled days out of the payments
credit.py       scores by the shop's own count, appeals, and notices of them
proof.py        sums that must agree, to the fen, asked of the database
run.py          one run of it all

Signals and services are left out knowingly: a hundred thousand orders through them take
a night. Everything the database itself refuses stays switched on (checks, foreign keys,
triggers that count), and the proof at the end is asked of the database alone.
"""
