"""Who may do what: every operation of both doors, asked by everybody.

`expected.csv` is the table that a person reads and decides; the test only compares.
After a change of the schema, `python -m pytest tests/security/matrix --write-matrix`
writes what is answered now: read the difference before committing it.
"""
